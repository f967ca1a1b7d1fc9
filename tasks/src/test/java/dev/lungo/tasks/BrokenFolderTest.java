package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deleted, damaged or locked what the engine wrote; its tasks stay tasks. */
class BrokenFolderTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));
    private Path gate = Path.of("/nonexistent");

    @BeforeEach
    void open() {
        tasks = ends.open(folder.resolve("tasks"));
        gate = folder.resolve("gate");
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void the_end_of_a_task_whose_folder_was_deleted_is_known_with_its_code() throws Exception {
        var task = tasks.start(Command.shell("while ! [ -e " + gate + " ]; do sleep 0.02; done; echo late; exit 5"));
        Patience.until("it runs", () -> main(task));
        delete(folder.resolve("tasks"));
        Files.createFile(gate);

        var ended = (TaskState.Ended) task.await(Patience.LONG);

        assertThat(ended)
                .isEqualTo(new TaskState.Ended(new Exit.Code(5), new Cause.ByItself(), ended.at(), ended.ran()));
        assertThat(ends.await(1)).containsExactly(new Ends.Told(task.id(), ended, ended));
    }

    @Test
    void a_task_whose_folder_was_deleted_can_be_stopped() throws Exception {
        var task = tasks.start(Command.shell("trap '' TERM; sleep 1000 & sleep 1001"));
        Patience.until("it runs", () -> main(task));
        delete(folder.resolve("tasks"));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(((TaskState.Ended) task.state()).cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER));
        assertThat(task.output().loss()).isEmpty();
    }

    @Test
    void closing_the_engine_stops_tasks_whose_folders_were_deleted() throws Exception {
        var task = tasks.start(Command.shell("exec sleep 1000"));
        Patience.until("it runs", () -> main(task));
        var main = new TaskFolder(task.folder()).readRecord().main().orElseThrow();
        delete(folder.resolve("tasks"));

        tasks.close();

        assertThat(main.alive()).isFalse();
        assertThat(ends.await(1)).hasSize(1);
    }

    @Test
    void a_drain_that_is_killed_after_its_log_was_deleted_does_not_hold_the_task_up() throws Exception {
        var task = tasks.start(
                Command.shell("while ! [ -e " + gate + " ]; do sleep 0.02; done; head -c 300000 /dev/zero; exit 6"));
        Patience.until("it runs", () -> main(task));
        delete(folder.resolve("tasks"));
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/tee"))
                .forEach(ProcessHandle::destroyForcibly);
        Files.createFile(gate);

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(6));
    }

    @Test
    void an_intent_that_cannot_be_written_stops_no_stop() throws Exception {
        var task = tasks.start(Command.shell("exec sleep 1000"));
        Patience.until("it runs", () -> main(task));
        Files.delete(task.folder().resolve("stop"));
        Files.createDirectory(task.folder().resolve("stop"));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
    }

    @Test
    void a_folder_without_a_command_is_left_out_of_the_list() throws Exception {
        var damaged = ended("true");
        var whole = ended("true");
        Files.write(damaged.folder().resolve("command"), new byte[0]);
        Files.createDirectory(folder.resolve("tasks/a2"));

        assertThat(tasks.onDisk()).extracting(Task::id).containsExactly(whole.id());
    }

    @Test
    void a_task_without_a_record_is_lost_and_not_an_error() throws Exception {
        var task = ended("true");
        Files.delete(task.folder().resolve("record"));
        Files.delete(task.folder().resolve("drain"));
        var aged = Files.readString(task.folder().resolve("task"))
                .replaceAll(
                        "created [0-9]+",
                        "created " + Instant.now().minusSeconds(60).toEpochMilli());
        Files.writeString(task.folder().resolve("task"), aged);

        var found = tasks.onDisk().getFirst();

        assertThat(((TaskState.Lost) found.state()).why()).isEqualTo("it never began: who started it was killed");
        assertThat(found.output().loss()).isEmpty();
        assertThat(found.stop(Cause.Requester.USER)).isEqualTo(new StopResult.AlreadyEnded());
    }

    @Test
    void a_task_found_lost_is_lost_in_the_same_words_for_ever() throws Exception {
        var task = ended("true");
        Files.write(task.folder().resolve("record"), WaiterRecord.filled("waiter 1 1\nmain 1 1\n"));

        var lost = tasks.onDisk().getFirst().state();

        assertThat(lost).isInstanceOf(TaskState.Lost.class);
        assertThat(tasks.onDisk().getFirst().state()).isEqualTo(lost);
        try (var files = Files.list(task.folder())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void a_stop_that_comes_after_the_end_changes_nothing_about_it() throws Exception {
        var task = ended("sleep 1000 & exit 4");
        PrivateFiles.forceInPlace(
                task.folder().resolve("stop"),
                WaiterRecord.filled(new StopIntent(StopIntent.Reason.USER, Instant.now()).text()));

        assertThat(tasks.onDisk()).extracting(Task::state).containsExactly(task.state());
        assertThat(((TaskState.Ended) task.state()).cause()).isEqualTo(new Cause.ByItself());
    }

    private Task ended(String line) throws InterruptedException {
        var task = tasks.start(Command.shell(line));
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    private static boolean main(Task task) {
        return new TaskFolder(task.folder()).readRecord().main().isPresent();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
