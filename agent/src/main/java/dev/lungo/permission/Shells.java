package dev.lungo.permission;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the script that a shell is given in its arguments. */
final class Shells {
    /** Where a shell gets its commands from. */
    sealed interface Source {
        /** Written in the line. */
        record Script(String text) implements Source {}

        /** A file, which is a program of its own. */
        record File() implements Source {}

        /** Made up while it runs, or read from its input. */
        record Unknown(String why) implements Source {}
    }

    private static final Set<String> TAME = Set.of("pipefail", "errexit", "nounset");

    private Shells() {}

    /**
     * What a shell runs.
     *
     * @param strict whether options that are not known leave it unknown
     */
    static Source of(Call call, boolean strict) {
        List<Argument> arguments = call.arguments();
        for (int at = 0; at < arguments.size(); at++) {
            Argument argument = arguments.get(at);
            if (!argument.constant()) {
                return new Source.Unknown("its arguments are only known while it runs");
            }
            String option = argument.value();
            boolean dash = option.startsWith("-") || option.startsWith("+");
            if (!dash || option.equals("-") || option.equals("--")) {
                return new Source.File();
            }
            if (option.startsWith("--")) {
                if (strict) {
                    return new Source.Unknown("its option " + option + " is not known");
                }
                at += option.matches("--(rcfile|init-file)") ? 1 : 0;
                continue;
            }
            if (option.matches("-[a-zA-Z]*c[a-zA-Z]*") && !option.startsWith("--")) {
                return script(arguments, at, option, strict);
            }
            if (strict && !option.matches("[-+][eu]*o?")) {
                return new Source.Unknown("its option " + option + " is not known");
            }
            if (option.matches("[-+][a-zA-Z]*[oO]")) {
                at++;
                if (strict && (at == arguments.size() || !isTame(arguments.get(at)))) {
                    return new Source.Unknown("which option it has is not known");
                }
            }
        }
        return new Source.Unknown("it runs what it reads");
    }

    /** Whether an option behind {@code -o} only says when the script ends: others change how it is read. */
    private static boolean isTame(Argument name) {
        return name.constant() && TAME.contains(name.value());
    }

    private static Source script(List<Argument> arguments, int at, String options, boolean strict) {
        int next = at + 1;
        String seen = options;
        // bash -c -e 'script', bash -euo pipefail -c 'script': more options may stand before the script.
        while (next < arguments.size() && arguments.get(next).value().matches("[-+][a-zA-Z]+")) {
            seen += arguments.get(next).value();
            next++;
        }
        if (strict && !seen.matches("[-+celu]+")) {
            return new Source.Unknown("its options are not known");
        }
        next += seen.matches(".*[oO].*") ? 1 : 0;
        next += next < arguments.size() && arguments.get(next).is("--") ? 1 : 0;
        if (next >= arguments.size() || !arguments.get(next).constant()) {
            return new Source.Unknown("its script is only known while it runs");
        }
        return new Source.Script(arguments.get(next).value());
    }

    /** What {@code eval} runs. */
    static Optional<String> evaluated(Call call) {
        return evaluated(call.arguments());
    }

    /** What {@code eval} runs with some arguments. */
    static Optional<String> evaluated(List<Argument> arguments) {
        var text = new StringBuilder();
        for (Argument argument : !arguments.isEmpty() && arguments.getFirst().is("--")
                ? arguments.subList(1, arguments.size())
                : arguments) {
            if (!argument.constant()) {
                return Optional.empty();
            }
            text.append(text.isEmpty() ? "" : " ").append(argument.value());
        }
        return Optional.of(text.toString());
    }
}
