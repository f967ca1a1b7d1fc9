package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that gives no more: no room on the disk, no descriptors. Each in a JVM of its own, with real limits. The full
 * disk needs a namespace; where a user can have none, {@link BrokenFolderTest} tries what cannot be written.
 */
class ShortageTest {
    @TempDir
    Path folder;

    @Test
    void on_a_full_disk_ends_are_known_tasks_can_be_stopped_and_starts_are_refused() throws Exception {
        if (OwnMounts.missing("tasks on a full disk").isPresent()) {
            return;
        }
        var output = OwnMounts.output(OwnMounts.small("512k", folder), FullDisk.class, folder);

        assertThat(output)
                .contains("end Ended[exit=Code[code=7], cause=ByItself[]")
                .contains("stop Stopped[]\n")
                .contains("stopped Ended[exit=CodeOrSignal[status=143], cause=Stopped[by=USER]")
                .contains("found the same\n")
                .contains("refused cannot make a folder for 'true'")
                .contains("No space left on device")
                .contains("folders 2\n");
    }

    /** Two tasks meet a full disk. */
    static final class FullDisk {
        private FullDisk() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var gate = Files.createTempDirectory("gate").resolve("open");
            try (var tasks = Tasks.open(folder)) {
                var ends = tasks.start(Command.shell("while ! [ -e " + gate + " ]; do sleep 0.02; done; exit 7"));
                var runs = tasks.start(Command.shell("exec sleep 1000"));
                OwnMounts.fill(folder.resolve("filler"));
                Files.createFile(gate);
                var end = ends.await(Patience.LONG);
                System.out.println("end " + end);
                System.out.println("stop " + runs.stop(Cause.Requester.USER));
                System.out.println("stopped " + runs.state());
                System.out.println(
                        tasks.onDisk().stream().map(Task::state).toList().containsAll(List.of(end, runs.state()))
                                ? "found the same"
                                : "found another");
                refused(tasks);
                try (var left = Files.list(folder)) {
                    System.out.println("folders "
                            + left.filter(Files::isDirectory)
                                    .filter(path ->
                                            !path.getFileName().toString().startsWith("."))
                                    .count());
                }
            }
        }

        private static void refused(Tasks tasks) {
            try {
                tasks.start(Command.shell("true"));
            } catch (TaskException e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }

    @Test
    void a_jvm_without_descriptors_calls_nothing_ended_stopped_or_lost_that_runs() throws Exception {
        var output = OtherJvm.output("ulimit -n 200; exec \"$@\"", NoDescriptors.class, folder.toString());

        assertThat(output)
                .contains("refused ")
                .contains("found cannot look\n")
                .contains("stop cannot look\n")
                .contains("runs true\n")
                .contains("afterwards Stopped[]\n")
                .contains("unseen Ended[exit=Code[code=3], cause=ByItself[]");
    }

    /** One task runs and another ends while all descriptors are taken. */
    static final class NoDescriptors {
        private NoDescriptors() {}

        public static void main(String[] args) throws Exception {
            loadEverything();
            var gate = Files.createTempFile("gate", "");
            try (var tasks = Tasks.open(Path.of(args[0]))) {
                tasks.start(Command.shell("exec sleep 1000")).stop(Cause.Requester.USER);
                var ends = tasks.start(Command.shell("while [ -e " + gate + " ]; do sleep 0.02; done; exit 3"));
                var runs = tasks.start(Command.shell("exec sleep 1000"));
                var record = new TaskFolder(runs.folder());
                Patience.until("it runs", () -> record.readRecord().main().isPresent());
                Patience.until(
                        "no thread of the engine holds a descriptor for a moment",
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().equals("lungo-group")));
                var main = record.readRecord().main().orElseThrow();
                var found = tasks.onDisk().stream()
                        .filter(task -> task.id().equals(runs.id()))
                        .findFirst()
                        .orElseThrow();

                var taken = takeAll();
                // Whoever looked at a log at that moment had one more.
                Patience.until("nobody looks at logs", NoDescriptors::nobodyLooksAtLogs);
                taken.addAll(takeAll());
                var refused = trying(() -> tasks.start(Command.shell("true")).id());
                var state = trying(found::state);
                var stop = trying(() -> runs.stop(Cause.Requester.USER));
                Files.delete(gate);
                // Who sees the end lets go of the descriptor that it was seen by; the next that is needed is not there.
                Patience.until("the end is seen", () -> taken.addAll(takeAll()));
                for (var descriptor : taken) {
                    descriptor.close();
                }

                System.out.println("refused " + refused);
                System.out.println("found " + state);
                System.out.println("stop " + stop);
                System.out.println("runs " + main.alive());
                System.out.println("afterwards " + runs.stop(Cause.Requester.USER));
                System.out.println("unseen " + ends.await(Patience.LONG));
            }
        }

        /** A JVM without descriptors cannot open the file of a class either. */
        private static void loadEverything() throws Exception {
            var classes = Path.of(Tasks.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (var files = Files.walk(classes)) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    var name = classes.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replaceFirst("[.]class$", "");
                    if (!name.endsWith("-info")) {
                        Class.forName(name);
                    }
                }
            }
            Log.warning("the logger is loaded");
        }

        private static boolean nobodyLooksAtLogs() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("lungo-logs"))
                    .allMatch(thread -> thread.getState() == Thread.State.WAITING);
        }

        private static List<FileInputStream> takeAll() {
            var taken = new ArrayList<FileInputStream>();
            try {
                while (true) {
                    taken.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException none) {
                return taken;
            }
        }

        private static String trying(Callable<Object> what) throws Exception {
            try {
                return what.call().toString();
            } catch (TaskException e) {
                return "cannot look";
            }
        }
    }
}
