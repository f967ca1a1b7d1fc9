package dev.lungo.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the values of options, and says what was expected where one does not fit. */
record FlagValues(CommandLine line) {
    /** One of the constants, written in lower case with hyphens. */
    <E extends Enum<E>> Optional<E> choice(Flag flag, Class<E> type) {
        Optional<String> typed = line.value(flag);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(typed.get())) {
                return Optional.of(constant);
            }
            names.add(name);
        }
        throw new UsageException(
                flag.spelling() + " is one of " + String.join(", ", names) + ", not '" + typed.get() + "'");
    }

    OptionalInt positive(Flag flag) {
        Optional<String> typed = line.value(flag);
        if (typed.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(typed.get());
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException(flag.spelling() + " is a whole number from 1 on, not '" + typed.get() + "'");
    }

    OptionalDouble dollars(Flag flag) {
        Optional<String> typed = line.value(flag);
        if (typed.isEmpty()) {
            return OptionalDouble.empty();
        }
        double amount = decimal(typed.get());
        if (amount > 0) {
            return OptionalDouble.of(amount);
        }
        throw new UsageException(
                flag.spelling() + " is an amount in US dollars such as 2.50, not '" + typed.get() + "'");
    }

    Duration seconds(Flag flag) {
        String typed = line.value(flag).orElse("");
        double seconds = decimal(typed);
        if (seconds >= 0 && seconds <= 10 * 365 * 86_400.0) {
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
        throw new UsageException(flag.spelling() + " is a number of seconds or none, not '" + typed + "'");
    }

    /** Not a number where it is none: every comparison with that is false. */
    private static double decimal(String typed) {
        try {
            double number = Double.parseDouble(typed);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
