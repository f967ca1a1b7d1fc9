package dev.lungo.tasks;

import java.time.Duration;

/**
 * How patient the engine is.
 *
 * @param grace between TERM and KILL
 * @param kill after the grace, how long a stop goes on killing before it names the survivors
 * @param settle how long an end waits for output that was written before it
 */
public record TaskLimits(Duration grace, Duration kill, Duration settle) {
    /** 5 s of grace, 10 s for killing, 2 s for output. */
    public static final TaskLimits DEFAULT =
            new TaskLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public TaskLimits {
        if (grace.isNegative() || kill.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException("limits cannot be negative: " + grace + ", " + kill + ", " + settle);
        }
    }
}
