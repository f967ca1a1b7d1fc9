package dev.lungo.model;

import dev.lungo.model.ModelException.Kind;
import java.net.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the Messages API's errors mean. */
final class AnthropicErrors {
    private AnthropicErrors() {}

    /**
     * What an error says.
     *
     * @param spent whether it speaks of a spending limit, wherever it does so
     */
    record Told(String type, String message, boolean spent) {
        private static final String SPENT = "enforced_spend_limit_reached";

        static Told in(String body) {
            return Json.object(body)
                    .map(Told::in)
                    .orElseGet(() -> new Told("", HttpErrors.shortened(body), body.contains(SPENT)));
        }

        private static Told in(ObjectNode body) {
            String json = Json.line(body);
            String whole = HttpErrors.shortened(json);
            JsonNode error = body.path("error");
            return new Told(
                    error.path("type").asString(""), error.path("message").asString(whole), json.contains(SPENT));
        }

        boolean has(String part) {
            return message.toLowerCase(Locale.ROOT).contains(part);
        }

        @Override
        public String toString() {
            return type.isEmpty() ? message : type + ": " + message;
        }
    }

    /** An event of type error, after the answer had begun well. */
    static Failed inStream(ObjectNode event, Secrets secrets) {
        Told told = Told.in(secrets.hide(Json.line(event)));
        String message = "the server broke off the answer: " + told;
        int status = switch (told.type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "overloaded_error" -> 529;
            default -> 500;
        };
        Kind kind = kind(status, told);
        return kind == Kind.UNAVAILABLE
                ? Failed.unavailable(message, status, null)
                : Failed.forGood(kind, message, status);
    }

    /** An answer with another status than 200. */
    static Failed status(int status, HttpHeaders headers, Told told, String where) {
        String message = where + " answered " + status + (told.toString().isBlank() ? "" : " " + told);
        Kind kind = kind(status, told);
        if (kind == Kind.SPENDING_LIMIT) {
            return Failed.forGood(kind, message + ". Raise the limit or add credit with the provider.", status);
        }
        if (HttpErrors.mayTryAgain(status, headers)) {
            return Failed.unavailable(message, status, HttpErrors.delay(headers));
        }
        return Failed.forGood(kind, message + advice(status, headers, kind), status);
    }

    private static Kind kind(int status, Told told) {
        if (told.spent || told.has("credit balance is too low") || status == 402) {
            return Kind.SPENDING_LIMIT;
        }
        if (status == 401 || status == 403) {
            return Kind.AUTHENTICATION;
        }
        boolean tooLong = told.has("prompt is too long")
                || told.has("exceed context limit")
                || told.has("context window")
                || told.has("context length")
                || told.has("context size");
        if (status == 413 || (status == 400 && tooLong)) {
            return Kind.CONTEXT_FULL;
        }
        return status == 408 || status == 409 || status == 429 || status >= 500
                ? Kind.UNAVAILABLE
                : Kind.REFUSED_REQUEST;
    }

    private static String advice(int status, HttpHeaders headers, Kind kind) {
        if (kind == Kind.AUTHENTICATION) {
            return ". Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, and that they belong to this server.";
        }
        return HttpErrors.advice(status, headers);
    }
}
