package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other supervisors of processes are tested for, and holds here as well; docs/proof.md lists all of it. */
class SupervisionTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = Tasks.open(
                folder.resolve("tasks"),
                "s1",
                ends,
                TaskSettings.DEFAULT.withPatience(Patience.QUICK).withClock(now::get));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void each_of_all_256_codes_comes_back_as_it_is() throws Exception {
        var codes = new HashMap<TaskId, Integer>();
        for (var code = 0; code < 256; code++) {
            codes.put(tasks.start(Command.shell("exit " + code)).id(), code);
        }

        assertThat(ends.await(256))
                .allSatisfy(told -> assertThat(((TaskState.Ended) told.end()).exit())
                        .isEqualTo(WaiterRecord.exit(codes.getOrDefault(told.id(), -1))));
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "ABRT, 134", "USR1, 138", "PIPE, 141", "TERM, 143"})
    void a_command_that_a_signal_ends_ends_with_128_and_its_number(String signal, int status) throws Exception {
        var task = tasks.start(Command.shell("ulimit -c 0; kill -s " + signal + " $$; exit 1"));

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.CodeOrSignal(status));
    }

    @Test
    void a_program_that_is_not_there_or_may_not_run_is_the_commands_own_failure() throws Exception {
        Files.createFile(
                folder.resolve("plain"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        var absent = tasks.start(Command.shell("exec " + folder.resolve("absent")));
        var plain = tasks.start(Command.shell("exec " + folder.resolve("plain")));

        assertThat(((TaskState.Ended) absent.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(127));
        assertThat(((TaskState.Ended) plain.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(126));
        assertThat(text(absent)).contains("No such file");
        assertThat(text(plain)).contains("ermission denied");
    }

    @Test
    void a_child_hears_of_a_stop_although_its_parent_ignores_it() throws Exception {
        var task = tasks.start(Command.shell(
                "bash -c 'trap \"echo heard; exit\" TERM; echo ready; while :; do sleep 0.02; done' & trap '' TERM;"
                        + " while :; do wait; done"));
        Patience.until("the child is ready", () -> text(task).contains("ready"));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(text(task)).contains("heard\n");
    }

    @Test
    void every_process_of_a_pipeline_hears_of_a_stop() throws Exception {
        var heard = folder.resolve("heard");
        var ready = folder.resolve("ready");
        var part = "bash -c 'trap \"echo heard $0 >>" + heard + "; exit\" TERM; echo >>" + ready
                + "; while :; do sleep 0.02; done' ";
        var task = tasks.start(Command.shell(part + "a | " + part + "b & " + part + "c"));
        Patience.until(
                "all are ready",
                () -> Files.exists(ready) && Files.readAllLines(ready).size() == 3);

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(Files.readAllLines(heard)).containsExactlyInAnyOrder("heard a", "heard b", "heard c");
    }

    @Test
    void a_command_that_halts_itself_runs_and_can_be_stopped() throws Exception {
        var task = tasks.start(Command.shell("echo ready; kill -STOP $$; echo on"));
        Patience.until("it is halted", () -> {
            var stat = ProcessIdentity.stat(main(task).pid());
            return stat != null && stat.state() == 'T';
        });
        assertThat(task.state()).isEqualTo(new TaskState.Running());

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(((TaskState.Ended) task.state()).cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER));
    }

    @Test
    void nobody_who_ended_waits_for_this_engine_to_reap_it() throws Exception {
        for (var i = 0; i < 20; i++) {
            tasks.start(Command.shell("(true & setsid true & sleep 0.02 &); setsid -f true; exec true"));
        }
        ends.await(20);

        Patience.until("nobody is left to reap", () -> zombies().isEmpty());
    }

    @Test
    void what_an_engine_left_is_reaped_when_it_ends() throws Exception {
        var gate = folder.resolve("gate");
        tasks.start(Command.shell("while ! [ -e " + gate + " ]; do sleep 0.02; done"));
        tasks.leave();
        var left = children();

        Files.createFile(gate);

        assertThat(left).as("waiter, drain and warden").hasSizeGreaterThanOrEqualTo(3);
        Patience.until(
                "they have ended and are reaped", () -> children().stream().noneMatch(left::contains));
    }

    private static List<ProcessIdentity> children() {
        return ProcessTable.read().children(ProcessIdentity.SELF.pid()).stream()
                .map(ProcessStat::identity)
                .toList();
    }

    /** The ended children of this JVM that it did not reap. */
    private static List<ProcessIdentity> zombies() {
        return ProcessTable.read().children(ProcessIdentity.SELF.pid()).stream()
                .filter(ProcessStat::ended)
                .map(ProcessStat::identity)
                .toList();
    }

    @Test
    void a_clock_that_goes_backwards_makes_no_negative_time_and_no_early_deadline() throws Exception {
        now.set(Instant.now().plus(Duration.ofDays(2)));
        var first = tasks.start(Command.shell("exit 1").withDeadline(Duration.ofHours(1)));
        now.set(Instant.now().minus(Duration.ofDays(2)));
        var second = tasks.start(Command.shell("exec sleep 1000").withDeadline(Duration.ofHours(1)));
        now.set(Instant.now().plus(Duration.ofDays(2)));

        var ended = (TaskState.Ended) first.await(Patience.LONG);

        assertThat(ended.cause()).isEqualTo(new Cause.ByItself());
        assertThat(ended.ran()).isBetween(Duration.ZERO, Patience.LONG);
        assertThat(second.state()).isEqualTo(new TaskState.Running());
        assertThat(tasks.list()).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "B7", "b_7", "-b7", "b 7", "b7\n", "../b7", "b7/..", "bbbbbbbbbbbbb"})
    void what_is_no_id_names_no_folder(String id) {
        assertThatThrownBy(() -> new TaskId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(id);
    }

    @Test
    void looking_for_a_task_that_is_not_there_makes_nothing() {
        assertThat(tasks.find(new TaskId("zz"))).isEmpty();
        assertThat(tasks.onDisk()).isEmpty();

        assertThat(folder.resolve("tasks")).doesNotExist();
    }

    @Test
    void folders_that_are_no_tasks_or_go_by_anothers_id_are_left_out() throws Exception {
        var task = tasks.start(Command.shell("true"));
        task.await(Patience.LONG);
        var copy = Files.createDirectory(folder.resolve("tasks/x9"));
        for (var name : List.of("task", "command", "record", "output.log")) {
            Files.copy(task.folder().resolve(name), copy.resolve(name));
        }
        var odd = Files.createDirectory(folder.resolve("tasks/odd-name"));
        Files.copy(task.folder().resolve("task"), odd.resolve("task"));
        Files.writeString(Files.createDirectory(folder.resolve("tasks/b77")).resolve("output.log"), "of nobody\n");

        assertThat(tasks.onDisk()).extracting(Task::id).containsExactly(task.id());
    }

    @Test
    void output_is_read_by_pieces_and_its_end_by_bytes() throws Exception {
        var task = tasks.start(Command.shell("printf 'line1\\nline2\\nline3\\n'"));
        task.await(Patience.LONG);

        assertThat(new String(task.output().read(0, 7).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("line1\nl");
        assertThat(new String(task.output().read(7, 100).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("ine2\nline3\n");
        assertThat(new String(task.output().tail(6).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("line3\n");
        assertThat(task.output().read(1000, 10).bytes()).isEmpty();
    }

    private static String text(Task task) {
        return new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8);
    }

    private static ProcessIdentity main(Task task) {
        return new TaskFolder(task.folder()).readRecord().main().orElse(new ProcessIdentity(0, 0));
    }
}
