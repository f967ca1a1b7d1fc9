package dev.lungo.permission;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where a command takes those behind it. */
sealed interface Move {
    /** Nowhere. */
    record Stays() implements Move {}

    /** To a folder. */
    record Goes(String target) implements Move {}

    /** To wherever a script goes. */
    record Evaluates(String script) implements Move {}

    /** To where nobody knows. */
    record Anywhere() implements Move {}

    /** Commands that may go where nobody sees: by a stack of folders, or by what a file or a signal brings. */
    Set<String> UNSEEN = Set.of("pushd", "popd", "source", ".", "trap");

    /** Commands that run one of the shell's own. */
    Set<String> OPENING = Set.of("builtin", "command");

    /** Whether a command of this name may move. */
    static boolean mayBe(String name) {
        return name.equals("cd") || name.equals("eval") || UNSEEN.contains(name) || OPENING.contains(name);
    }

    /** What words do that the shell would run. */
    static Move of(List<Argument> words, Path home) {
        int at = 0;
        while (at < words.size()
                && words.get(at).constant()
                && OPENING.contains(words.get(at).value())) {
            at++;
            while (at < words.size() && (words.get(at).is("-p") || words.get(at).is("--"))) {
                at++;
            }
        }
        if (at == words.size()) {
            return new Stays();
        }
        Argument program = words.get(at);
        List<Argument> arguments = words.subList(at + 1, words.size());
        if (!program.constant()) {
            return new Stays(); // a program that is not known asks by itself
        }
        if (UNSEEN.contains(program.value())) {
            return new Anywhere();
        }
        return switch (program.value()) {
            case "cd" -> goes(arguments, home);
            case "eval" -> Shells.evaluated(arguments).<Move>map(Evaluates::new).orElse(new Anywhere());
            default -> new Stays();
        };
    }

    /** {@code -P} goes where links lead, {@code -} where a variable says. */
    private static Move goes(List<Argument> arguments, Path home) {
        int at = 0;
        while (at < arguments.size()
                && (arguments.get(at).is("-L") || arguments.get(at).is("--"))) {
            at++;
        }
        List<Argument> operands = arguments.subList(at, arguments.size());
        if (operands.isEmpty()) {
            return new Goes(home.toString());
        }
        boolean plain = operands.size() == 1
                && operands.getFirst().constant()
                && !operands.getFirst().value().startsWith("-");
        return plain ? new Goes(operands.getFirst().value()) : new Anywhere();
    }
}
