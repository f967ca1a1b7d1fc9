package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk is full while no engine lives, or when one takes over. Needs namespaces; {@link GrowingLogTest} and
 * {@link AdoptionTest} are what can be tried without.
 */
class FullDiskAdoptionTest {
    private static final String ROOM = "after ";

    @TempDir
    Path folder;

    @Test
    void output_that_had_no_room_while_no_engine_lived_goes_on_when_one_takes_over() throws Exception {
        if (OwnMounts.missing("a full disk under a task without an engine").isPresent()) {
            return;
        }

        assertThat(OwnMounts.output(OwnMounts.small("4m", folder), GivenUp.class, folder))
                .contains("No space left on device\noutput before byte ", " is missing\n")
                .contains("end Code[code=0]\n")
                .endsWith("and then\n\n");
    }

    /** A drain gives up while its engine is dead; the next engine finds room. */
    static final class GivenUp {
        private GivenUp() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var gates = Files.createTempDirectory("gates");
            var tasks = folder.resolve("tasks");
            var engine = OtherEngine.start(
                    tasks,
                    "s1",
                    Duration.ofHours(1),
                    "",
                    "while ! [ -e " + gates.resolve("full") + " ]; do sleep 0.02; done; head -c 100000 /dev/zero; "
                            + "while ! [ -e " + gates.resolve("enough") + " ]; do echo and then; sleep 0.05; done");
            engine.kill();
            try (var next =
                    Tasks.open(tasks, "s1", (task, end) -> {}, TaskSettings.DEFAULT.withPatience(Patience.QUICK))) {
                var found = next.onDisk().getFirst();
                OwnMounts.fill(folder.resolve("filler"));
                Files.createFile(gates.resolve("full"));
                Patience.until(
                        "the drain gives up", () -> !found.output().loss().isEmpty());
                Files.delete(folder.resolve("filler"));
                var task = next.adopt().getFirst();
                Patience.until("it is written again", () -> task.output().loss().contains("is missing"));
                Patience.until("there is output again", () -> task.output().size() > 0);
                Files.createFile(gates.resolve("enough"));
                System.out.println("end " + ((TaskState.Ended) task.await(Patience.LONG)).exit());
                System.out.println(task.output().loss());
                System.out.println(new String(task.output().tail(100).bytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void who_cannot_write_down_that_a_task_is_its_own_says_so_and_changes_nothing() throws Exception {
        if (OwnMounts.missing("an adoption on a full disk").isPresent()) {
            return;
        }

        assertThat(OwnMounts.output(OwnMounts.small("1m", folder), Adopted.class, folder))
                .contains("one refused cannot make this engine's mark in " + folder)
                .contains("No space left on device")
                .contains("all []\n")
                .contains("unchanged true\n")
                .contains("runs Running[]\n")
                .contains(ROOM + "all 1\n")
                .contains("kept on a full disk PERSISTENT\n")
                .contains("on disk PERSISTENT\n");
    }

    /** An engine wants the tasks of a dead one. */
    static final class Adopted {
        private Adopted() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var tasks = folder.resolve("tasks");
            OtherEngine.start(tasks, "s1", Duration.ofHours(1), "", "exec sleep 1000")
                    .kill();
            try (var next =
                    Tasks.open(tasks, "s1", (task, end) -> {}, TaskSettings.DEFAULT.withPatience(Patience.QUICK))) {
                var found = next.onDisk().getFirst();
                var owner = Files.readString(found.folder().resolve("owner"));
                OwnMounts.fill(folder.resolve("filler"));
                try {
                    next.adopt(found.id());
                } catch (TaskException e) {
                    System.out.println("one refused " + e.getMessage());
                }
                System.out.println("all " + next.adopt());
                System.out.println("unchanged "
                        + owner.equals(Files.readString(found.folder().resolve("owner"))));
                System.out.println("runs " + found.state());
                Files.delete(folder.resolve("filler"));
                var task = next.adopt().getFirst();
                System.out.println(ROOM + "all " + next.list().size());
                OwnMounts.fill(folder.resolve("filler"));
                task.keep();
                System.out.println("kept on a full disk " + task.lifetime());
                System.out.println(
                        "on disk " + new TaskFolder(task.folder()).owner().lifetime());
                task.stop(Cause.Requester.USER);
            }
        }
    }

    @Test
    void that_nobody_saw_an_end_is_known_on_a_full_disk_and_written_down_when_there_is_room() throws Exception {
        if (OwnMounts.missing("a lost task on a full disk").isPresent()) {
            return;
        }

        assertThat(OwnMounts.output(OwnMounts.small("1m", folder), Unseen.class, folder))
                .contains("full Lost[", "files []\n")
                .containsPattern("cannot write .*/lost: .*No space left on device")
                .contains(ROOM + "Lost[")
                .contains("files [lost]\n")
                .contains("again true\n");
    }

    /** All of a task is killed, and nobody was there to see. */
    static final class Unseen {
        private Unseen() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var tasks = folder.resolve("tasks");
            OtherEngine.start(tasks, "s1", Duration.ofHours(1), "", "exec sleep 1000")
                    .kill();
            try (var next = Tasks.open(tasks, "s1", (task, end) -> {})) {
                var found = next.onDisk().getFirst();
                var record = new TaskFolder(found.folder());
                Patience.until("it runs", () -> record.readRecord().main().isPresent());
                var said = record.readRecord();
                for (var process :
                        List.of(said.waiter().orElseThrow(), said.main().orElseThrow())) {
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
                // The warden of the dead engine sees it and goes, and so does its mark: what that takes of the disk is
                // room.
                var mark = Presence.of(record.project(), record.owner().token());
                Patience.until("its warden is gone", () -> !Files.exists(mark));
                OwnMounts.fill(folder.resolve("filler"));
                Patience.until("nobody is left", () -> found.state() instanceof TaskState.Lost);
                System.out.println("full " + found.state());
                System.out.println("files " + lost(found));
                Files.delete(folder.resolve("filler"));
                var state = found.state();
                System.out.println(ROOM + state);
                System.out.println("files " + lost(found));
                System.out.println("again " + next.onDisk().getFirst().state().equals(state));
            }
        }

        private static List<String> lost(Task task) throws Exception {
            try (var files = Files.list(task.folder())) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.contains("lost"))
                        .toList();
            }
        }
    }
}
