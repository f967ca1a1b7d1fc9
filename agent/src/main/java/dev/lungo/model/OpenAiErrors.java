package dev.lungo.model;

import dev.lungo.model.ModelException.Kind;
import java.net.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the errors of servers with a Chat Completions API mean; each has its own words. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    /**
     * What an error says.
     *
     * @param code the error's code, or its type where it has none
     */
    record Told(String code, String message) {
        static Told in(String body) {
            return Json.object(body).map(Told::in).orElseGet(() -> new Told("", HttpErrors.shortened(body)));
        }

        private static Told in(ObjectNode body) {
            JsonNode error = body.path("error");
            String whole = HttpErrors.shortened(error.isString() ? error.stringValue() : Json.line(body));
            return new Told(
                    error.path("code").asString(error.path("type").asString("")),
                    error.path("message").asString(whole));
        }

        boolean has(String part) {
            return (code + " " + message).toLowerCase(Locale.ROOT).contains(part);
        }
    }

    /** An error instead of a chunk, after the answer had begun well. */
    static Failed inStream(ObjectNode chunk, Secrets secrets) {
        Told told = Told.in(secrets.hide(Json.line(chunk)));
        String message = "the server broke off the answer: " + told.message;
        int status = chunk.path("error").path("code").asInt(0);
        Kind kind = kind(status == 0 ? 400 : status, told);
        return switch (kind) {
            case CONTEXT_FULL, SPENDING_LIMIT -> Failed.forGood(kind, message, status);
            case AUTHENTICATION, REFUSED_REQUEST, NO_SYSTEM_ENTRIES, UNAVAILABLE, CONNECTION, SCRIPT ->
                Failed.unavailable(message, status, null);
        };
    }

    static Failed status(int status, HttpHeaders headers, Told told, String where) {
        String message = where + " answered " + status + " " + told.message;
        Kind kind = kind(status, told);
        if (kind == Kind.SPENDING_LIMIT) {
            return Failed.forGood(kind, message + ". Raise the limit or add credit with the provider.", status);
        }
        if (kind != Kind.CONTEXT_FULL && HttpErrors.mayTryAgain(status, headers)) {
            return Failed.unavailable(message, status, HttpErrors.delay(headers));
        }
        return Failed.forGood(kind, message + advice(status, headers, kind), status);
    }

    private static Kind kind(int status, Told told) {
        if (told.has("insufficient_quota") || told.has("billing_hard_limit") || status == 402) {
            return Kind.SPENDING_LIMIT;
        }
        if (status == 401 || status == 403) {
            return Kind.AUTHENTICATION;
        }
        if (status == 413 || ((status == 400 || status >= 500) && isTooLong(told))) {
            return Kind.CONTEXT_FULL;
        }
        return status == 408 || status == 409 || status == 429 || status >= 500
                ? Kind.UNAVAILABLE
                : Kind.REFUSED_REQUEST;
    }

    private static boolean isTooLong(Told told) {
        return told.has("context_length_exceeded")
                || told.has("maximum context length")
                || told.has("exceed_context_size")
                || told.has("exceeds the available context size")
                || told.has("context length")
                || told.has("context window")
                || told.has("prompt is too long")
                || told.has("too many tokens");
    }

    private static String advice(int status, HttpHeaders headers, Kind kind) {
        if (kind == Kind.AUTHENTICATION) {
            return ". Check OPENAI_API_KEY, and that it belongs to this server.";
        }
        return HttpErrors.advice(status, headers);
    }
}
