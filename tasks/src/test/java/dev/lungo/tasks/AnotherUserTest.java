package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ordinary user's command becomes root for a while, as with sudo: by a copy of setpriv that root marked so. Needs root to
 * make that copy; {@link DoubtsTest} is what an ordinary user can try.
 */
class AnotherUserTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    @Test
    void what_this_user_may_not_signal_is_named_as_a_survivor() throws Exception {
        if (!provable(ContainmentUser.ORDINARY)) {
            return;
        }
        var said = stop(ContainmentUser.ORDINARY, null, SHORT, "exec sleep 1000");

        assertThat(said).contains("Survived[survivors=[Leftover[pid=").contains("command=sleep 1000]]]");
    }

    @Test
    void what_ended_without_having_been_signalled_leaves_a_doubt() throws Exception {
        if (!provable(ContainmentUser.ORDINARY)) {
            return;
        }
        var said = stop(ContainmentUser.ORDINARY, null, Patience.LONG, "exec sleep 2");

        assertThat(said)
                .contains("NotVerified[why=processes of another user were part of it")
                .contains("(sleep 2)");
    }

    @Test
    void its_control_group_ends_with_all_that_are_in_it() throws Exception {
        if (!provable(ContainmentUser.DELEGATED)) {
            return;
        }
        @Nullable Path group = ContainmentUser.DELEGATED.delegate();
        try {
            assertThat(stop(ContainmentUser.DELEGATED, group, SHORT, "exec sleep 1000"))
                    .contains("Stopped[]");
        } finally {
            if (group != null) {
                Patience.until("the group is empty", () -> new TaskGroup(group).remove());
            }
        }
    }

    /** Says so where it is not. */
    private static boolean provable(ContainmentUser user) throws IOException {
        var missing = ContainmentUser.root()
                ? user.missing()
                : Optional.of("only root can make the program that becomes root");
        missing.ifPresent(
                why -> System.out.println("AnotherUserTest, " + user.title() + ": not provable here: " + why));
        return missing.isEmpty();
    }

    private String stop(ContainmentUser user, @Nullable Path group, Duration grace, String asRoot) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var setpriv = Files.copy(Path.of("/usr/bin/setpriv"), folder.resolve("become"));
        Files.setAttribute(setpriv, "unix:mode", 0104755);
        var line = setpriv + " --reuid=0 --regid=0 --clear-groups sh -c 'echo ready >" + folder.resolve("ready") + "; "
                + asRoot + "'";
        var command = user.as(
                group,
                OtherJvm.commandForAnybody(
                        folder, Stopper.class, folder.resolve("tasks").toString(), line, grace.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        try (var tasks = Tasks.open(folder.resolve("tasks"))) {
            for (var task : tasks.onDisk()) {
                assertThat(task.stop(Cause.Requester.OWNER))
                        .isInstanceOfAny(StopResult.Stopped.class, StopResult.AlreadyEnded.class);
            }
        }
        return said;
    }

    /** Starts a command, waits until it is root, stops it. */
    static final class Stopper {
        private Stopper() {}

        public static void main(String[] args) throws Exception {
            var tasks = Tasks.open(
                    Path.of(args[0]),
                    "",
                    (task, end) -> {},
                    TaskSettings.DEFAULT.withPatience(
                            new TaskLimits(Duration.parse(args[2]), Patience.LONG, Patience.LONG)));
            var task = tasks.start(Command.shell(args[1]).withCwd(Path.of("/")));
            var ready = Path.of(args[0]).resolveSibling("ready");
            Patience.until("it is root", () -> Files.exists(ready));
            System.out.println(task.stop(Cause.Requester.USER));
            tasks.leave();
        }
    }
}
