package dev.lungo.permission;

import dev.lungo.permission.KnownOptions.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command, divided into options and operands as {@code getopt} does it. One use; not safe for several
 * threads.
 */
final class ReadArguments {
    private final KnownOptions options;
    private final boolean tame;
    private final List<Argument> arguments;

    private final List<Argument> operands = new ArrayList<>();
    private final List<Argument> files = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Argument> patterns = new ArrayList<>();
    private boolean patternGiven;
    private boolean attached;
    private @Nullable String doubt;
    private int at;

    /**
     * Reads arguments.
     *
     * @param tame whether an option that is not known before the command runs is no harm
     */
    ReadArguments(KnownOptions options, boolean tame, List<Argument> arguments) {
        this.options = options;
        this.tame = tame;
        this.arguments = arguments;
        boolean ended = false;
        while (at < arguments.size() && doubt == null) {
            Argument argument = arguments.get(at++);
            if (ended) {
                operands.add(argument);
            } else if (argument.is("--")) {
                ended = true;
            } else {
                next(argument);
            }
        }
    }

    /** Why it is not known what the options do, for people. */
    Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }

    List<Argument> operands() {
        return operands;
    }

    /** Values of options that are files to read. */
    List<Argument> files() {
        return files;
    }

    /** Patterns or scripts that options hold. */
    List<Argument> patterns() {
        return patterns;
    }

    /** Whether an option took the place of the pattern that else is the first operand. */
    boolean patternGiven() {
        return patternGiven;
    }

    /** Whether an option is there, written {@code -l} or {@code --list}. */
    boolean has(String option) {
        return seen.contains(option);
    }

    /** Whether a letter has its value in the same word. */
    boolean attaches() {
        return attached;
    }

    private void next(Argument argument) {
        String value = argument.value();
        boolean dash = value.startsWith("-") && value.length() > 1;
        switch (argument.kind()) {
            case CONSTANT -> {
                if (!dash) {
                    operands.add(argument);
                } else if (value.startsWith("--")) {
                    named(argument, value.substring(2));
                } else {
                    letters(argument, value);
                }
            }
            case PATTERN, ONE -> {
                if (value.startsWith("-") && !isTextOption(value)) {
                    doubt = "an option of it is only known while it runs: " + argument.written();
                } else if (argument.mayBeOption() && !tame) {
                    doubt = "it may get an option by " + argument.written();
                } else if (!value.startsWith("-")) {
                    operands.add(argument);
                }
            }
            case NUMBER, PIPE, FOUND, LINK -> operands.add(argument);
            case MANY -> {
                if (tame) {
                    operands.add(argument);
                } else {
                    doubt = "it may get an option by " + argument.written();
                }
            }
        }
    }

    /** {@code --include=*.c}: whatever the value is, it is the value of a known option. */
    private boolean isTextOption(String begin) {
        int equals = begin.indexOf('=');
        if (!begin.startsWith("--") || equals < 0) {
            return false;
        }
        Value value = options.name(begin.substring(2, equals));
        return options.any() || value == Value.TEXT || value == Value.ATTACHED;
    }

    private void named(Argument argument, String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        Value value = options.name(name);
        seen.add("--" + name);
        if (options.any()) {
            return;
        }
        boolean attached = equals >= 0;
        if (value == null || (attached && (value == Value.NOTHING || value == Value.NO_PATTERN))) {
            doubt = "its option --" + name + " is not known to be harmless";
        } else if (value == Value.ATTACHED) {
            return;
        } else if (attached) {
            take(value, Argument.of(option.substring(equals + 1)));
        } else {
            takeNext(argument, value);
        }
    }

    private void letters(Argument argument, String cluster) {
        if (options.any() || (options.numbers() && cluster.substring(1).chars().allMatch(Character::isDigit))) {
            seen.add(cluster);
            return;
        }
        for (int letter = 1; letter < cluster.length(); letter++) {
            Value value = options.letter(cluster.charAt(letter));
            seen.add("-" + cluster.charAt(letter));
            if (value == null) {
                doubt = "its option -" + cluster.charAt(letter) + " is not known to be harmless";
                return;
            }
            if (value == Value.ATTACHED) {
                return;
            }
            if (value == Value.NO_PATTERN) {
                patternGiven = true;
            } else if (value != Value.NOTHING) {
                String rest = cluster.substring(letter + 1);
                if (rest.isEmpty() || value == Value.TWO_TEXTS) {
                    takeNext(argument, value);
                } else {
                    attached = true;
                    take(value, Argument.of(rest));
                }
                return;
            }
        }
    }

    private void takeNext(Argument option, Value value) {
        patternGiven |= value == Value.NO_PATTERN;
        if (value == Value.NOTHING || value == Value.NO_PATTERN) {
            return;
        }
        int words = value == Value.TWO_TEXTS ? 2 : 1;
        for (int taken = 0; taken < words; taken++) {
            if (at == arguments.size()) {
                // The program complains about the missing value and does nothing.
                return;
            }
            Argument next = arguments.get(at++);
            if (!next.oneWord()) {
                doubt = "the value of " + option.written() + " may be several words: " + next.written();
            }
            if (doubt == null && value != Value.PATTERN && looksLikeOption(next)) {
                doubt = "the value of " + option.written() + " may be an option itself: " + next.written();
            }
            take(value, next);
        }
    }

    /** Not every version of a program takes a value from the next word. */
    private boolean looksLikeOption(Argument value) {
        return value.value().matches("-[^0-9].*") || (value.mayBeOption() && !tame);
    }

    private void take(Value value, Argument argument) {
        switch (value) {
            case FILE -> files.add(argument);
            case PATTERN -> {
                patternGiven = true;
                patterns.add(argument);
            }
            case NOTHING, TEXT, TWO_TEXTS, ATTACHED, NO_PATTERN -> {}
        }
    }
}
