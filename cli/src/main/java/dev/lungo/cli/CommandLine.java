package dev.lungo.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line taken apart, values still as typed: {@code --name value}, {@code --name=value}, {@code --} ends the
 * options. Written by {@link #parse} alone.
 */
final class CommandLine {
    private final Map<Flag, List<String>> flags = new EnumMap<>(Flag.class);
    private final List<String> words = new ArrayList<>();
    private boolean literal;

    private CommandLine() {}

    /**
     * Takes the arguments apart.
     *
     * @throws UsageException for an unknown option, and for one with a value too few or too many
     */
    static CommandLine parse(List<String> arguments) {
        var line = new CommandLine();
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (line.literal || argument.length() < 2 || argument.charAt(0) != '-') {
                line.words.add(argument);
                at++;
            } else if (argument.equals("--")) {
                line.literal = true;
                at++;
            } else {
                at = line.option(arguments, at);
            }
        }
        return line;
    }

    private int option(List<String> arguments, int at) {
        String argument = arguments.get(at);
        int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Flag flag = Flag.of(name).orElseThrow(() -> Flag.unknown(name));
        List<String> values = flags.computeIfAbsent(flag, _ -> new ArrayList<>());
        if (equals >= 0) {
            return withEquals(flag, name, argument.substring(equals + 1), values, at);
        }
        String next = at + 1 < arguments.size() ? arguments.get(at + 1) : "--";
        return switch (flag.value()) {
            case NONE -> at + 1;
            case NEEDED -> {
                if (next.startsWith("--")) {
                    throw new UsageException("the option " + name
                            + " needs a value (one that begins with -- goes in as " + name + "=VALUE)");
                }
                values.add(next);
                yield at + 2;
            }
            case POSSIBLE -> {
                if (next.startsWith("-")) {
                    yield at + 1;
                }
                values.add(next);
                yield at + 2;
            }
        };
    }

    private int withEquals(Flag flag, String name, String value, List<String> values, int at) {
        if (flag == Flag.PRINT) {
            words.add(value);
        } else if (flag.value() != Flag.Value.NONE) {
            values.add(value);
        } else {
            throw new UsageException("the option " + name + " takes no value");
        }
        return at + 1;
    }

    boolean has(Flag flag) {
        return flags.containsKey(flag);
    }

    boolean hasOneOf(Set<Flag> some) {
        return flags.keySet().stream().anyMatch(some::contains);
    }

    /** The value given last. */
    Optional<String> value(Flag flag) {
        List<String> values = values(flag);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    List<String> values(Flag flag) {
        return flags.getOrDefault(flag, List.of());
    }

    /** The arguments that are no options. */
    List<String> words() {
        return words;
    }

    /** Whether {@code --} was there: then no word is a command. */
    boolean literal() {
        return literal;
    }
}
