package dev.lungo.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What statuses and headers say about asking again; the same for both wires. */
final class HttpErrors {
    private HttpErrors() {}

    static boolean mayTryAgain(int status, HttpHeaders headers) {
        return switch (headers.firstValue("x-should-retry").orElse("")) {
            case "true" -> true;
            case "false" -> false;
            default -> status == 408 || status == 409 || status == 429 || status >= 500;
        };
    }

    /** How long the server wants us to wait: milliseconds, seconds or a date. */
    static @Nullable Duration delay(HttpHeaders headers) {
        String millis = headers.firstValue("retry-after-ms").orElse("");
        String after = headers.firstValue("retry-after").orElse("");
        Duration delay = number(millis, 1);
        if (delay == null) {
            delay = number(after, 1000);
        }
        return delay == null ? until(after) : delay;
    }

    private static @Nullable Duration number(String text, double millis) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value < 1e9 ? Duration.ofMillis((long) (value * millis)) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Duration until(String date) {
        if (date.isBlank()) {
            return null;
        }
        try {
            Instant then = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration delay = Duration.between(Instant.now(), then);
            return delay.isNegative() ? Duration.ZERO : delay;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** What to do about a status that is the same for both wires; begins with a full stop, or is empty. */
    static String advice(int status, HttpHeaders headers) {
        if (status == 404) {
            return ". Check the model's id and the base URL.";
        }
        String location = headers.firstValue("location").orElse("");
        return status >= 300 && status < 400 && !location.isBlank()
                ? ". It points to " + origin(location) + ": use the base URL that is meant; no redirect is followed."
                : "";
    }

    private static String origin(String location) {
        try {
            return Http.where(new URI(location.strip()));
        } catch (URISyntaxException _) {
            return "what is no URL";
        }
    }

    /** Of a body that may be a whole web page. */
    static String shortened(String body) {
        String line = body.strip().replace('\n', ' ').replace("\r", "");
        return line.length() <= 500 ? line : line.substring(0, 500) + "…";
    }
}
