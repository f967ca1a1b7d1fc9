package dev.lungo.terminal;

import dev.lungo.model.Json;
import dev.lungo.model.ReplyEvent;
import tools.jackson.databind.node.ObjectNode;

/** The {@code api_retry} line: a request failed and is made again. */
final class RetryLine {
    private RetryLine() {}

    static ObjectNode of(ReplyEvent.Retrying retrying) {
        ObjectNode line = Json.object()
                .put("type", "system")
                .put("subtype", "api_retry")
                .put("attempt", retrying.attempt() - 1)
                .put("max_retries", retrying.limit() - 1)
                .put("retry_delay_ms", retrying.delay().toMillis());
        if (retrying.status() > 0) {
            line.put("error_status", retrying.status());
        } else {
            line.putNull("error_status");
        }
        return line.put("error", kind(retrying.status())).put("message", retrying.why());
    }

    private static String kind(int status) {
        if (status == 401 || status == 403) {
            return "authentication_failed";
        }
        if (status == 429) {
            return "rate_limit";
        }
        if (status == 529) {
            return "overloaded";
        }
        return status >= 500 ? "server_error" : "unknown";
    }
}
