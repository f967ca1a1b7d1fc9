package dev.lungo.shell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs that print numbers and nothing else, called so that it is sure. */
final class NumberPrograms {
    private static final Pattern CALL =
            Pattern.compile("date( -u)? \\+%(s|s%N|Y|N)|wc -[lcmw]|nproc|id -[ug]|seq( -?[0-9]+){1,3}");

    private NumberPrograms() {}

    /** Whether this script is such a call, or ends with one behind a pipe. */
    static boolean print(Script script) {
        List<Statement> statements = script.statements();
        if (statements.size() != 1 || statements.getFirst().steps().size() != 1) {
            return false;
        }
        ShellCommand last =
                statements.getFirst().steps().getFirst().pipeline().commands().getLast();
        if (!(last instanceof ShellCommand.Simple simple)
                || !simple.assignments().isEmpty()) {
            return false;
        }
        List<Optional<String>> words =
                simple.words().stream().map(Word::constant).toList();
        return words.stream().allMatch(Optional::isPresent)
                && CALL.matcher(String.join(
                                " ", words.stream().map(Optional::get).toList()))
                        .matches();
    }
}
