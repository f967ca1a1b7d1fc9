package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A shape that a command's processes can take. Each of them beats: {@code $BEAT NAME} writes into the file NAME of the
 * row's hearts again and again.
 *
 * @param name for people, and the folder of its hearts
 * @param line the command
 * @param hearts those that beat before anybody tries to stop it
 * @param need what the machine must have for it
 */
record ContainmentRow(String name, String line, Set<String> hearts, Need need) {
    /** What not every machine or user has. */
    enum Need {
        NOTHING,
        /** It hides from everything but a control group. */
        GROUP,
        PERL;

        /** Why this JVM's user cannot have it here; none where it can. */
        Optional<String> missing() {
            return switch (this) {
                case NOTHING -> Optional.empty();
                case GROUP ->
                    GroupPlace.usable().isPresent()
                            ? Optional.empty()
                            : Optional.of("this user can make no control group, and nothing else finds it");
                case PERL ->
                    Files.isExecutable(Path.of("/usr/bin/perl")) ? Optional.empty() : Optional.of("there is no perl");
            };
        }
    }

    static final List<ContainmentRow> ALL = List.of(
            row("plain child", "$BEAT a; true", "a"),
            row("pipeline", "$BEAT a | $BEAT b", "a", "b"),
            row("nohup &", "nohup $BEAT a >/dev/null 2>&1 & $BEAT b", "a", "b"),
            row("set -m groups", "set -m; $BEAT a & $BEAT b & wait", "a", "b"),
            row("setsid", "setsid $BEAT a & $BEAT b", "a", "b"),
            row("setsid -f", "setsid -f $BEAT a >/dev/null 2>&1 </dev/null; $BEAT b", "a", "b"),
            row(
                    "double-forked daemon",
                    "(setsid sh -c '(setsid $BEAT a >/dev/null 2>&1 </dev/null &) &' &); $BEAT b",
                    "a",
                    "b"),
            row("TERM-ignorer", "trap '' TERM; $BEAT a; $BEAT b", "a"),
            row("TERM-ignoring child of a shell", "(trap '' TERM; exec $BEAT a) & $BEAT b", "a", "b"),
            row("forking tree", "trap '' TERM; while :; do ($BEAT a & sleep 0.5; kill -9 $!) & sleep 0.03; done", "a"),
            row(
                    "env -i daemon",
                    "env -i HEARTS=\"$HEARTS\" setsid -f $BEAT a >/dev/null 2>&1 </dev/null; $BEAT b",
                    Need.GROUP,
                    "a",
                    "b"),
            row("pid hopper with setsid", "$HOP a; $BEAT b", Need.GROUP, "a", "b"),
            row("exec -a", "(exec -a kworker/0:1 $BEAT a) & $BEAT b", "a", "b"),
            row(
                    "changed its folder and command line",
                    "perl -e '$h = $ENV{HEARTS}; $0 = \"x\"; chdir \"/\"; $SIG{TERM} = \"IGNORE\"; while (1) { open F,"
                            + " \">>\", \"$h/a\"; syswrite F, \"x\\n\"; close F; select undef, undef, undef, 0.1 }' & $BEAT b",
                    Need.PERL,
                    "a",
                    "b"),
            row("stopped in its tracks", "$BEAT a & sleep 0.5; kill -STOP $!; $BEAT b", "a", "b"),
            row(
                    "waiting without heeding signals",
                    // The parent of a vfork is in state D until the child lets go of its memory.
                    "perl -e 'if (syscall(58) == 0) { while (1) { open F, \">>\", \"$ENV{HEARTS}/a\"; syswrite F, \"x\\n\";"
                            + " close F; select undef, undef, undef, 0.1 } }' & $BEAT b",
                    Need.PERL,
                    "a",
                    "b"),
            row("nested task", "$NEST '$BEAT a & setsid -f $BEAT b; $BEAT c'; $BEAT d", "a", "b", "c"));

    private static ContainmentRow row(String name, String line, String... hearts) {
        return row(name, line, Need.NOTHING, hearts);
    }

    private static ContainmentRow row(String name, String line, Need need, String... hearts) {
        return new ContainmentRow(name, line, Set.of(hearts), need);
    }

    String folder() {
        // None is the beginning of another.
        return name.replaceAll("[^a-zA-Z]+", "-") + ".";
    }
}
