package dev.lungo.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/** Who stops a task and since when, in its file {@code stop}: on disk before the first signal, the first one counts. */
record StopIntent(Reason reason, Instant at) {
    /** Who, or what. */
    enum Reason {
        USER,
        MODEL,
        OWNER,
        DEADLINE;

        static Reason of(Cause.Requester requester) {
            return switch (requester) {
                case USER -> USER;
                case MODEL -> MODEL;
                case OWNER -> OWNER;
            };
        }
    }

    String text() {
        var values = new LinkedHashMap<String, String>();
        values.put("by", reason.name());
        values.put("at", Long.toString(at.toEpochMilli()));
        return Lines.format(values);
    }

    /** @throws IllegalArgumentException when the text is none */
    static StopIntent parse(String text) {
        var values = Lines.parse(text);
        return new StopIntent(
                Reason.valueOf(values.getOrDefault("by", "")),
                Instant.ofEpochMilli(Long.parseLong(values.getOrDefault("at", ""))));
    }

    Cause cause(Duration deadline) {
        return switch (reason) {
            case USER -> new Cause.Stopped(Cause.Requester.USER);
            case MODEL -> new Cause.Stopped(Cause.Requester.MODEL);
            case OWNER -> new Cause.Stopped(Cause.Requester.OWNER);
            case DEADLINE -> new Cause.DeadlinePassed(deadline);
        };
    }
}
