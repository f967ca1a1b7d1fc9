package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of the processes that carry a task is killed in turn, the JVM among them. */
class CrashTest {
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
    void without_its_waiter_a_task_runs_on_and_is_lost_at_its_end() throws Exception {
        var task = tasks.start(waitingForTheGate("echo before", "echo after; exit 0"));
        Patience.until("it runs", () -> text(task).equals("before\n"));

        kill(record(task).waiter().orElseThrow());
        Patience.until(
                "its waiter is gone", () -> !record(task).waiter().orElseThrow().alive());
        assertThat(task.state()).isEqualTo(new TaskState.Running());
        try (var other = Tasks.open(folder.resolve("tasks"))) {
            assertThat(other.onDisk()).extracting(Task::state).containsExactly(new TaskState.Running());
        }
        Files.createFile(gate);

        var lost = (TaskState.Lost) task.await(Patience.LONG);
        assertThat(lost).isEqualTo(new TaskState.Lost("its waiter was killed", lost.at()));
        assertThat(text(task)).isEqualTo("before\nafter\n");
        assertThat(ends.await(1)).containsExactly(new Ends.Told(task.id(), lost, lost));
        assertThat(tasks.onDisk()).extracting(Task::state).containsExactly(lost);
    }

    @Test
    void without_waiter_and_main_process_a_task_is_lost_and_what_it_left_is_found() throws Exception {
        var task = tasks.start(Command.shell("sleep 1000 & echo ready; sleep 1001"));
        Patience.until("it runs", () -> text(task).equals("ready\n"));
        var record = record(task);

        kill(record.waiter().orElseThrow(), record.main().orElseThrow());

        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Lost.class);
        assertThat(task.leftovers()).extracting(Leftover::command).contains("sleep 1000");
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
    }

    @Test
    void a_waiter_killed_at_any_moment_of_the_start_leaves_nobody_who_runs_on_behind_a_lost_task() throws Exception {
        for (var i = 0; i < 40; i++) {
            var task = tasks.start(Command.shell("exec sleep 1000"));
            var cookie = new TaskFolder(task.folder()).facts().cookie();
            waiterOf(cookie, Duration.ofNanos(i * 50_000L)).ifPresent(waiter -> Pidfd.signal(waiter, Signals.KILL));
            var shown = task.await(Duration.ofMillis(50));
            var found = tasks.onDisk().stream()
                    .filter(other -> other.id().equals(task.id()))
                    .findFirst()
                    .orElseThrow()
                    .state();
            var main = record(task).main();
            if (shown instanceof TaskState.Lost || found instanceof TaskState.Lost) {
                assertThat(main.filter(ProcessIdentity::alive)).isEmpty();
            }
            assertThat(task.stop(Cause.Requester.USER)).isIn(new StopResult.Stopped(), new StopResult.AlreadyEnded());
        }
    }

    /** The child of this JVM that carries the cookie, some time after it was made. */
    private static Optional<ProcessIdentity> waiterOf(String cookie, Duration later) throws InterruptedException {
        Thread.sleep(later);
        var table = ProcessTable.read();
        return table.children(ProcessIdentity.SELF.pid()).stream()
                .filter(child -> table.carries(child, cookie))
                .map(ProcessStat::identity)
                .findFirst();
    }

    @Test
    void a_waiter_that_was_halted_still_writes_down_how_a_stop_ended() throws Exception {
        var task = tasks.start(Command.shell("echo ready; exec sleep 1000"));
        Patience.until("it runs", () -> text(task).equals("ready\n"));
        signal(Signals.STOP, record(task).waiter().orElseThrow());

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(((TaskState.Ended) task.state()).exit()).isEqualTo(new Exit.CodeOrSignal(143));
    }

    @Test
    void a_drain_that_was_halted_goes_on_at_the_end_and_nothing_is_missing() throws Exception {
        var task = tasks.start(waitingForTheGate("echo before", "echo after"));
        Patience.until("it runs", () -> text(task).equals("before\n"));
        signal(Signals.STOP, drain(task));
        Files.createFile(gate);

        task.await(Patience.LONG);

        assertThat(text(task)).isEqualTo("before\nafter\n");
    }

    @Test
    void a_task_whose_waiter_was_killed_can_still_be_stopped() throws Exception {
        var task = tasks.start(Command.shell("sleep 1000 & echo ready; sleep 1001"));
        Patience.until("it runs", () -> text(task).equals("ready\n"));
        var main = record(task).main().orElseThrow();
        kill(record(task).waiter().orElseThrow());

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(main.alive()).isFalse();
        assertThat(task.state()).isInstanceOf(TaskState.Lost.class);
    }

    @Test
    void without_its_drain_output_goes_on_where_it_stopped() throws Exception {
        var task = tasks.start(waitingForTheGate("echo before", "head -c 300000 /dev/zero; echo after"));
        Patience.until("it runs", () -> text(task).equals("before\n"));

        for (var i = 0; i < 3; i++) {
            var drain = drain(task);
            kill(drain);
            Patience.until(
                    "another drain is there", () -> drains(task).stream().anyMatch(other -> !other.equals(drain)));
        }
        Files.createFile(gate);

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(0));
        assertThat(task.output().size()).isEqualTo("before\n".length() + 300_000 + "after\n".length());
    }

    @Test
    void a_full_disk_loses_output_and_says_so_but_does_not_hold_the_task_up() throws Exception {
        var task = tasks.start(waitingForTheGate("echo before", "head -c 300000 /dev/zero; exit 5"));
        Patience.until("it runs", () -> text(task).equals("before\n"));
        assertThat(task.output().loss()).isEmpty();

        var drain = drain(task);
        // The next drain opens a device that is always full.
        Files.move(task.output().path(), folder.resolve("moved"));
        Files.createSymbolicLink(task.output().path(), Path.of("/dev/full"));
        kill(drain);
        Files.createFile(gate);

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(5));
        assertThat(task.output().loss()).contains("No space left on device");
        Files.delete(task.output().path());
    }

    @Test
    void when_the_jvm_is_killed_the_task_goes_on_and_its_end_is_known() throws Exception {
        var jvm = new ProcessBuilder(OtherJvm.command(
                        Starter.class,
                        folder.resolve("crashed").toString(),
                        "echo before; while ! [ -e " + gate + " ]; do sleep 0.02; done; echo after; exit 42"))
                .inheritIO()
                .start();
        try (var next = Tasks.open(folder.resolve("crashed"))) {
            Patience.until(
                    "the task runs",
                    () -> !next.onDisk().isEmpty()
                            && text(next.onDisk().getFirst()).equals("before\n"));

            jvm.destroyForcibly().waitFor();
            var task = next.onDisk().getFirst();
            assertThat(task.state()).isEqualTo(new TaskState.Running());
            Files.createFile(gate);

            var ended = (TaskState.Ended) task.await(Patience.LONG);
            assertThat(ended)
                    .isEqualTo(new TaskState.Ended(new Exit.Code(42), new Cause.ByItself(), ended.at(), ended.ran()));
            Patience.until("the drain has written", () -> text(task).equals("before\nafter\n"));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts a task and waits to be killed. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws InterruptedException {
            try (var tasks = Tasks.open(Path.of(args[0]))) {
                tasks.start(Command.shell(args[1])).await(Patience.LONG);
            }
        }
    }

    private Command waitingForTheGate(String before, String after) {
        return Command.shell(before + "; while ! [ -e " + gate + " ]; do sleep 0.02; done; " + after);
    }

    private static WaiterRecord record(Task task) {
        return new TaskFolder(task.folder()).readRecord();
    }

    private static ProcessIdentity drain(Task task) {
        return drains(task).getFirst();
    }

    /** The children of this JVM that have the task's log as their stdout. */
    private static List<ProcessIdentity> drains(Task task) {
        return ProcessHandle.current()
                .children()
                .filter(child -> stdout(child).startsWith(task.folder().toString()))
                .map(child -> ProcessIdentity.of(child.pid()))
                .toList();
    }

    private static String stdout(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/fd/1"))
                    .toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static void kill(ProcessIdentity... processes) {
        signal(Signals.KILL, processes);
    }

    private static void signal(int signal, ProcessIdentity... processes) {
        for (var process : processes) {
            assertThat(Pidfd.signal(process, signal)).isEqualTo(Pidfd.Delivery.SENT);
        }
    }

    private static String text(Task task) {
        return new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8).replace("\0", "");
    }
}
