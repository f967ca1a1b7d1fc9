package dev.lungo.permission;

import dev.lungo.shell.Invocation.Place;
import dev.lungo.shell.Redirection;
import java.util.List;

/**
 * What commands of a line read from a pipe, a file or a text in it. A rule would allow them with any other input, which many
 * run: {@code sh}, {@code python3 -}, {@code git apply}, {@code psql}. So no rule is offered for them, {@code tee} excepted,
 * which only writes it down.
 */
final class LineInput {
    private LineInput() {}

    static boolean isGiven(ReadLine line, Call call) {
        boolean given = call.places().contains(Place.READS_PIPE)
                || isRead(call)
                // Those of a group or a loop stand alone, and are for all that is in it.
                || line.calls().stream().anyMatch(other -> other.words().isEmpty() && isRead(other));
        return given && !call.program().equals("tee");
    }

    private static boolean isRead(Call call) {
        return call.redirections().stream().anyMatch(LineInput::isInput);
    }

    private static boolean isInput(Redirection redirection) {
        return switch (redirection.kind()) {
            case READ, READ_WRITE, HERE_DOCUMENT, HERE_STRING -> true;
            case WRITE, APPEND, CLOBBER, DUPLICATE, WRITE_BOTH, APPEND_BOTH -> false;
        };
    }

    /** The same without rules, but for such that only let something be read. */
    static List<Finding> unoffered(List<Finding> findings) {
        return findings.stream().map(LineInput::unoffered).toList();
    }

    private static Finding unoffered(Finding finding) {
        return finding instanceof Finding.Doubt(var part, var why, var onlyReads, var _) && !onlyReads
                ? new Finding.Doubt(part, why, false, List.of())
                : finding;
    }
}
