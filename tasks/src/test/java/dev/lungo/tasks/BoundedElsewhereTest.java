package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Output stays bounded where the machine does not help: no holes, no watches, no room. Each in a JVM of its own, in
 * namespaces of its own, so that an ordinary user may do it as well; where that user can have none, {@link LogWatchTest},
 * {@link GrowingLogTest} and {@link FreeMiddleScriptTest} are what can be tried.
 */
class BoundedElsewhereTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void without_holes_in_the_file_system_the_head_is_kept_and_the_rest_is_dropped_and_said() throws Exception {
        if (OwnMounts.missing("output on a file system without holes").isPresent()) {
            return;
        }
        var output = OwnMounts.output("mount -t ramfs ramfs " + folder, Flood.class, folder);

        assertThat(output)
                .contains("exit Code[code=0]\n")
                .contains("head first\n")
                .contains("freed 0\n")
                .contains("bounded true\n")
                .contains(
                        "loss output beyond about 524288 bytes is not kept: this file system cannot free the middle of a")
                .doesNotContain("WARNING");
    }

    @Test
    void where_no_folder_can_be_watched_logs_are_looked_at_now_and_then() throws Exception {
        if (OwnMounts.missing("output of a user without watches").isPresent()) {
            return;
        }
        assertThat(OwnMounts.output("echo 0 >/proc/sys/user/max_inotify_watches", Flood.class, folder))
                .satisfies(BoundedElsewhereTest::isBounded);
    }

    @Test
    void where_nothing_at_all_can_be_watched_too() throws Exception {
        if (OwnMounts.missing("output of a user who can watch nothing").isPresent()) {
            return;
        }
        assertThat(OwnMounts.output("echo 0 >/proc/sys/user/max_inotify_instances", Flood.class, folder))
                .satisfies(BoundedElsewhereTest::isBounded);
    }

    private static void isBounded(String output) {
        assertThat(output)
                .contains("exit Code[code=0]\n")
                .contains("head first\n")
                .contains("tail last\n")
                .contains("bounded true\n")
                .contains("loss \n");
    }

    /** A task writes far more than its allowance. */
    static final class Flood {
        private Flood() {}

        public static void main(String[] args) throws Exception {
            var settings =
                    TaskSettings.DEFAULT.withPatience(Patience.QUICK).withOutput(OutputLimits.DEFAULT.withPerTask(MIB));
            try (var tasks = Tasks.open(Path.of(args[0]), "s1", (task, end) -> {}, settings)) {
                var task = tasks.start(Command.shell("echo first; for i in 1 2 3 4 5 6 7 8 9 10; do"
                        + " head -c 2000000 /dev/zero; sleep 0.3; done; echo last"));
                var ended = (TaskState.Ended) task.await(Patience.LONG);
                var output = task.output();
                Patience.until(
                        "it is bounded or cannot be",
                        () -> output.size() - output.freed().length() <= MIB
                                || !output.loss().isEmpty());
                System.out.println("exit " + ended.exit());
                System.out.print("head " + new String(output.read(0, 6).bytes(), StandardCharsets.UTF_8));
                System.out.print("tail " + new String(output.tail(5).bytes(), StandardCharsets.UTF_8));
                System.out.println();
                System.out.println("freed " + output.freed().length());
                // In one look's time the flood writes a part of two million bytes at most.
                System.out.println("bounded " + (output.size() - output.freed().length() <= 3 * MIB));
                System.out.println("loss " + output.loss());
            }
        }
    }

    @Test
    void after_a_full_disk_output_goes_on_and_says_what_is_missing() throws Exception {
        if (OwnMounts.missing("a full disk under a task").isPresent()) {
            return;
        }
        var output = OwnMounts.output(OwnMounts.small("4m", folder), FullDisk.class, folder);

        assertThat(output)
                .contains("claim cannot make a folder for 'true'")
                .contains("exit Code[code=0]\n")
                .contains("before\nafter\n")
                .contains("No space left on device\noutput before byte ", " is missing\n")
                .contains("told true\n")
                .contains("next Code[code=0]\n");
    }

    /** The disk fills up under a task, and is made free again. */
    static final class FullDisk {
        private FullDisk() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var gates = Files.createTempDirectory("gates");
            var filler = folder.resolve("filler");
            try (var tasks =
                    Tasks.open(folder, "s1", (task, end) -> {}, TaskSettings.DEFAULT.withPatience(Patience.QUICK))) {
                var task = tasks.start(Command.shell("echo before; " + gate(gates, "full")
                        + "head -c 100000 /dev/zero; while ! [ -e " + gates.resolve("seen")
                        + " ]; do echo after; sleep 0.02; done"));
                var output = task.output();
                Patience.until("it runs", () -> output.size() == "before\n".length());
                OwnMounts.fill(filler);
                try {
                    tasks.start(Command.shell("true"));
                } catch (TaskException e) {
                    System.out.println("claim " + e.getMessage());
                }
                Files.createFile(gates.resolve("full"));
                Patience.until("the drain complains", () -> !output.loss().isEmpty());
                Files.delete(filler);
                Patience.until("it may write again", () -> output.loss().contains("is missing"));
                // What the drain that failed still takes is lost, and said so; the one that takes its place writes.
                Patience.until(
                        "output goes on",
                        () -> new String(output.read(0, 1 << 20).bytes(), StandardCharsets.UTF_8).endsWith("after\n"));
                Files.createFile(gates.resolve("seen"));
                System.out.println("exit " + ((TaskState.Ended) task.await(Patience.LONG)).exit());
                System.out.println(
                        new String(output.read(0, 1 << 20).bytes(), StandardCharsets.UTF_8).replace("\0", ""));
                System.out.println(output.loss());

                OwnMounts.fill(filler);
                tasks.acknowledge(List.of(task.id()));
                Files.delete(filler);
                tasks.acknowledge(List.of(task.id()));
                System.out.println("told " + new TaskFolder(task.folder()).told());
                var next = tasks.start(Command.shell("true"));
                System.out.println("next " + ((TaskState.Ended) next.await(Patience.LONG)).exit());
            }
        }

        private static String gate(Path gates, String name) {
            return "while ! [ -e " + gates.resolve(name) + " ]; do sleep 0.02; done; ";
        }
    }

    @Test
    void on_a_full_disk_the_middle_is_freed_all_the_same() throws Exception {
        if (OwnMounts.missing("a log that fills its disk").isPresent()) {
            return;
        }
        var output = OwnMounts.output(OwnMounts.small("3m", folder), Squeezed.class, folder);

        assertThat(output)
                .contains("outcome FREED\n")
                .contains("freed Freed[from=131072, to=")
                .contains("room true\n");
    }

    /** A log is all there is on a disk. */
    static final class Squeezed {
        private Squeezed() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            try (var tasks = Tasks.open(folder)) {
                var task = tasks.start(Command.shell("true"));
                task.await(Patience.LONG);
                OwnMounts.fill(task.output().path());
                var outcome = new LogMiddle(new TaskFolder(task.folder())).free(KeepRule.within(MIB));
                System.out.println("outcome " + outcome);
                System.out.println("freed " + task.output().freed());
                System.out.println("room " + (folder.toFile().getUsableSpace() > 2 * MIB));
            }
        }
    }
}
