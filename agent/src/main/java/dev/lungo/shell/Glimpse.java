package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be made out in a line that cannot be read: the reading goes on behind each place that it failed at. */
final class Glimpse {
    private static final int MOST_TRIES = 50;
    private static final String SEPARATORS = " \t\n;|&(){}`";

    private final String line;
    private final List<ShellCommand.Simple> seen = new ArrayList<>();

    private Glimpse(String line) {
        this.line = line;
    }

    static List<Invocation> of(String line) {
        var glimpse = new Glimpse(line);
        glimpse.look();
        return glimpse.seen.stream()
                .map(command ->
                        new Invocation(command.assignments(), command.words(), command.redirections(), Set.of(), false))
                .toList();
    }

    private void look() {
        int from = 0;
        boolean broken = false;
        for (int tries = 0; tries < MOST_TRIES && from < line.length(); tries++) {
            var progress = new Progress();
            int end = line.length();
            try {
                Grammar.script(line.substring(from), progress);
            } catch (Refusal refusal) {
                end = from + Math.max(1, refusal.at());
            }
            List<ShellCommand.Simple> found = progress.commands();
            if (broken && !found.isEmpty()) {
                seen.add(joined(seen.getLast(), found.getFirst()));
            }
            seen.addAll(found);
            broken = progress.isBroken();
            from = behindSeparator(end);
        }
    }

    private int behindSeparator(int start) {
        int at = start;
        while (at < line.length() && SEPARATORS.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return at + 1;
    }

    /** What stands behind the place that nobody can read may belong to what stands before it. */
    private static ShellCommand.Simple joined(ShellCommand.Simple before, ShellCommand.Simple behind) {
        var words = new ArrayList<>(before.words());
        words.addAll(behind.words());
        return new ShellCommand.Simple(before.assignments(), words, behind.redirections());
    }
}
