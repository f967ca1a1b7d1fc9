package dev.lungo.tool;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long {@code bash} waits and how much it shows.
 *
 * @param defaultTimeout of a call that names none
 * @param maxTimeout that a call may ask for
 * @param maxOutput characters of output in one result
 */
public record BashLimits(Duration defaultTimeout, Duration maxTimeout, int maxOutput) {
    /** 120 s, 600 s, 30,000 characters. */
    public static final BashLimits DEFAULT = new BashLimits(Duration.ofMinutes(2), Duration.ofMinutes(10), 30_000);

    public BashLimits {
        if (!defaultTimeout.isPositive() || maxTimeout.compareTo(defaultTimeout) < 0 || maxOutput < 1) {
            throw new IllegalArgumentException(
                    "impossible limits: " + defaultTimeout + ", at most " + maxTimeout + ", " + maxOutput);
        }
    }

    /**
     * From {@code BASH_DEFAULT_TIMEOUT_MS}, {@code BASH_MAX_TIMEOUT_MS} and {@code BASH_MAX_OUTPUT_LENGTH}; what is
     * missing or no positive number stays at its default.
     */
    public static BashLimits from(Map<String, String> environment) {
        var usual = Duration.ofMillis(positive(
                environment.get("BASH_DEFAULT_TIMEOUT_MS"),
                DEFAULT.defaultTimeout().toMillis()));
        var most = Duration.ofMillis(positive(
                environment.get("BASH_MAX_TIMEOUT_MS"), DEFAULT.maxTimeout().toMillis()));
        long output = positive(environment.get("BASH_MAX_OUTPUT_LENGTH"), DEFAULT.maxOutput());
        return new BashLimits(usual, most.compareTo(usual) < 0 ? usual : most, (int) Math.min(output, 1_000_000));
    }

    private static long positive(@Nullable String value, long otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            return number > 0 && number < 1_000_000_000_000L ? number : otherwise;
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }
}
