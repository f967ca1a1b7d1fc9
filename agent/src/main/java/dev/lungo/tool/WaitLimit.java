package dev.lungo.tool;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How long a call waits.
 *
 * @param note what the model should know about it, or empty
 */
record WaitLimit(Duration limit, String note) {
    /** Nobody waits that many seconds: from here on a number beyond the limit is taken as milliseconds. */
    private static final double SURELY_MILLISECONDS = 10_000;

    /** From a field in seconds; what is too long is cut, and a number that can only be milliseconds is taken as such. */
    static WaitLimit of(OptionalDouble asked, Duration usual, Duration most) {
        if (asked.isEmpty()) {
            return new WaitLimit(usual, "");
        }
        double seconds = asked.getAsDouble();
        String note = "";
        if (!(seconds > 0)) {
            throw new ToolInput.Invalid("timeout must be a positive number of seconds. Nothing was run.");
        }
        if (seconds >= SURELY_MILLISECONDS && seconds > most.toSeconds()) {
            seconds /= 1000;
            note = "timeout counts in seconds; taken as milliseconds";
        }
        if (seconds > most.toMillis() / 1000.0) {
            return new WaitLimit(most, "timeout is at most " + Facts.limit(most));
        }
        return new WaitLimit(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))), note);
    }
}
