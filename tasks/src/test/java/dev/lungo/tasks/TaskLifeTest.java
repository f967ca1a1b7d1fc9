package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskLifeTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = ends.open(folder);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "exit 3, 3", "exit 128, 128", "no-such-command-at-all, 127"})
    void the_exit_code_is_told_as_it_is(String line, int code) throws Exception {
        var task = tasks.start(Command.shell(line));

        var ended = (TaskState.Ended) task.await(Patience.LONG);

        assertThat(ended)
                .isEqualTo(new TaskState.Ended(new Exit.Code(code), new Cause.ByItself(), ended.at(), ended.ran()));
    }

    @ParameterizedTest
    @CsvSource({"exit 200, 200", "kill -KILL $$, 137", "exit 137, 137"})
    void a_status_above_128_is_not_told_as_more_than_anybody_knows(String line, int status) throws Exception {
        var task = tasks.start(Command.shell(line));

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.CodeOrSignal(status));
    }

    @Test
    void the_listener_is_told_once_after_the_state_shows_the_end() throws Exception {
        var task = tasks.start(Command.shell("true"));
        var end = (TaskState.End) task.await(Patience.LONG);

        assertThat(ends.await(1)).containsExactly(new Ends.Told(task.id(), end, end));
        tasks.close();
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void a_listener_that_throws_hears_of_the_next_end_too() throws Exception {
        var heard = new LinkedBlockingQueue<TaskId>();
        TaskListener failing = (task, end) -> {
            heard.add(task.id());
            throw new IllegalStateException("on purpose");
        };
        try (var others = Tasks.open(folder.resolve("others"), "", failing)) {
            var first = others.start(Command.shell("true"));
            first.await(Patience.LONG);
            var second = others.start(Command.shell("true"));
            second.await(Patience.LONG);

            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(first.id());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(second.id());
        }
    }

    @Test
    void a_started_task_is_found_and_listed() {
        var first = tasks.start(Command.shell("sleep 100"));
        var second = tasks.start(Command.shell("sleep 100"));

        assertThat(tasks.list()).containsExactly(first, second);
        assertThat(tasks.find(second.id())).containsSame(second);
        assertThat(tasks.find(new TaskId("zzz"))).isEmpty();
        assertThat(first.state()).isEqualTo(new TaskState.Running());
    }

    @Test
    void waiting_ends_at_its_limit_and_leaves_the_task_alone() throws Exception {
        var task = tasks.start(Command.shell("sleep 100"));

        assertThat(task.await(Duration.ofMillis(10))).isEqualTo(new TaskState.Running());
    }

    @Test
    void an_interrupt_ends_the_wait_and_leaves_the_task_alone() throws Exception {
        var task = tasks.start(Command.shell("sleep 100"));
        var outcome = new AtomicReference<String>("none");
        var waiting = Thread.ofVirtual().start(() -> {
            try {
                outcome.set("state " + task.await(Patience.LONG));
            } catch (InterruptedException e) {
                outcome.set("interrupted");
            }
        });

        waiting.interrupt();
        waiting.join();

        assertThat(outcome.get()).isEqualTo("interrupted");
        assertThat(task.state()).isEqualTo(new TaskState.Running());
    }

    @Test
    void a_deadline_stops_the_task_and_is_the_cause() throws Exception {
        var deadline = Duration.ofMillis(200);
        var task = tasks.start(Command.shell("sleep 100").withDeadline(deadline));

        var ended = (TaskState.Ended) task.await(Patience.LONG);

        assertThat(ended.cause()).isEqualTo(new Cause.DeadlinePassed(deadline));
    }

    @Test
    void it_runs_in_its_folder_with_its_variables() throws Exception {
        var cwd = Files.createDirectory(folder.resolve("a folder"));
        var command =
                Command.shell("pwd; echo \"$GREETING\"").withCwd(cwd).withEnvironment(Map.of("GREETING", "grüß dich"));

        assertThat(output(command)).isEqualTo(cwd.toRealPath() + "\ngrüß dich\n");
    }

    @Test
    void withheld_and_engine_variables_do_not_reach_the_command() throws Exception {
        var command = Command.shell("env")
                .withEnvironment(Map.of("LUNGO_SECRET", "x"))
                .withWithheld(Set.of("HOME"));

        assertThat(output(command).lines().map(line -> line.replaceFirst("=.*", "")))
                .contains("PATH", "LUNGO_TASK")
                .doesNotContain("HOME", "LUNGO_SECRET", "LUNGO_COMMAND", "LUNGO_SCRIPT", "LUNGO_stat");
    }

    @Test
    void an_exported_function_reaches_the_command() throws Exception {
        var command =
                Command.shell("env").withEnvironment(Map.of("BASH_FUNC_greet%%", "() { echo hello; }", "a.b", "c"));

        assertThat(output(command)).contains("BASH_FUNC_greet%%=() {", "a.b=c\n");
    }

    @Test
    void it_has_exactly_the_descriptors_0_1_and_2() throws Exception {
        // 3 is the folder that ls itself reads.
        assertThat(output(Command.shell(
                                "ls -l /proc/self/fd | sed -n 's/.* \\([0-9]* ->\\) /\\1 /p' | sed 's/[0-9]*\\]//'"))
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("0 -> /dev/null"),
                        line -> assertThat(line).isEqualTo("1 -> pipe:["),
                        line -> assertThat(line).isEqualTo("2 -> pipe:["),
                        line -> assertThat(line).startsWith("3 -> /proc/"));
    }

    @Test
    void its_signals_are_default_and_none_is_blocked() throws Exception {
        assertThat(output(Command.shell("exec cat /proc/self/status"))
                        .lines()
                        .filter(line -> line.matches("Sig(Blk|Ign|Cgt).*")))
                .containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "SigCgt:\t0000000000000000");
    }

    @Test
    void it_leads_a_session_of_its_own() throws Exception {
        assertThat(output(Command.shell("set -- $(cut -d' ' -f1,5,6 /proc/$$/stat); echo $(($1 == $2 && $1 == $3))")))
                .isEqualTo("1\n");
    }

    @Test
    void a_command_that_reads_its_input_finds_the_end() throws Exception {
        assertThat(output(Command.shell("cat; read -r line; echo \"$?\""))).isEqualTo("1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-x; echo on|on",
                "+x; echo on|on",
                "  echo 'a  \"b\" $((1+1))'|a  \"b\" $((1+1))",
                "'# nothing\necho two'|two"
            })
    void an_odd_command_line_arrives_unchanged(String line, String last) throws Exception {
        assertThat(output(Command.shell(line)).lines()).last().isEqualTo(last);
    }

    @Test
    void a_command_longer_than_the_kernel_takes_in_one_argument_runs() throws Exception {
        assertThat(output(Command.shell("x='" + "y".repeat(300_000) + "'; echo ${#x}")))
                .isEqualTo("300000\n");
    }

    @Test
    void a_missing_folder_is_named_and_nothing_is_left() {
        var missing = folder.resolve("missing");

        assertThatThrownBy(() -> tasks.start(Command.shell("true").withCwd(missing)))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(missing.toString());
        assertThat(tasks.onDisk()).isEmpty();
    }

    @Test
    void an_environment_that_the_kernel_does_not_take_is_refused_and_nothing_is_left() {
        var command = Command.shell("true").withEnvironment(Map.of("HUGE", "x".repeat(200_000)));

        assertThatThrownBy(() -> tasks.start(command))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("argument list too long");
        assertThat(tasks.onDisk()).isEmpty();
    }

    @Test
    void a_closed_engine_starts_nothing() {
        tasks.close();

        assertThatThrownBy(() -> tasks.start(Command.shell("echo late")))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("echo late");
    }

    private String output(Command command) throws InterruptedException {
        var task = tasks.start(command);
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return new String(task.output().tail(100_000).bytes(), StandardCharsets.UTF_8);
    }
}
