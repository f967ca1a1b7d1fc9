package dev.lungo.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Who stops a task and since when, in its file {@code stop}: on disk before the first signal. The first one counts; whether
 * it came before the end, the waiter says in its record.
 */
record StopIntent(Reason reason, Instant at) {
    /** Who, or what. */
    enum Reason {
        USER,
        MODEL,
        OWNER,
        DEADLINE,
        ORPHANED;

        /** None where the word is none. */
        static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(reason -> reason.name().equals(word))
                    .findFirst();
        }

        static Reason of(Cause.Requester requester) {
            return switch (requester) {
                case USER -> USER;
                case MODEL -> MODEL;
                case OWNER -> OWNER;
            };
        }

        Cause cause(Duration deadline) {
            return switch (this) {
                case USER -> new Cause.Stopped(Cause.Requester.USER);
                case MODEL -> new Cause.Stopped(Cause.Requester.MODEL);
                case OWNER -> new Cause.Stopped(Cause.Requester.OWNER);
                case DEADLINE -> new Cause.DeadlinePassed(deadline);
                case ORPHANED -> new Cause.Orphaned();
            };
        }
    }

    String text() {
        var values = new LinkedHashMap<String, String>();
        values.put("by", reason.name());
        values.put("at", Long.toString(at.toEpochMilli()));
        return Lines.format(values);
    }
}
