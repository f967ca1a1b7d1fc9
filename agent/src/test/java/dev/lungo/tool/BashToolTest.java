package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.testing.RecordedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BashToolTest {
    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ToolBench(temp);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The one task of a call, as the outcome has to tell its end. */
    private List<TaskId> first() {
        return List.of(bench.tasks.list().getFirst().id());
    }

    @Test
    void a_command_that_succeeds_answers_its_output_alone() throws Exception {
        assertThat(bench.bash("echo out; echo err >&2; pwd"))
                .isEqualTo(ToolOutcome.ok("out\nerr\n" + bench.folder, first()));
    }

    @Test
    void no_output_is_said() throws Exception {
        assertThat(bench.bash("true")).isEqualTo(ToolOutcome.ok("(no output)", first()));
    }

    @Test
    void a_failure_is_an_error_with_its_code_and_the_end_is_told() throws Exception {
        ToolOutcome outcome = bench.bash("echo broken; exit 3");

        assertThat(outcome.text()).matches("\\[failed, exit 3, after [0-9.]+ s]\nbroken");
        assertThat(outcome.isError()).isTrue();
        assertThat(outcome.told()).isEqualTo(first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "grep nothing f # false # completed, exit 1 (nothing matched)",
                "echo a > a; echo b > b; diff a b # false # completed, exit 1 (they differ)",
                "test -d nowhere # false # completed, exit 1 (the condition is false)",
                "grep x missing # true # failed, exit 2",
                "false # true # failed, exit 1",
                "grep nothing f; false # true # failed, exit 1",
            })
    void exit_1_of_a_question_is_no_error(String command, boolean isError, String status) throws Exception {
        bench.file("f", "something\n");

        ToolOutcome outcome = bench.bash(command);

        assertThat(outcome.text()).startsWith("[" + status + ", after ");
        assertThat(outcome.isError()).isEqualTo(isError);
    }

    @Test
    void a_killed_command_says_what_is_known() throws Exception {
        assertThat(bench.bash("kill -9 $$").text()).startsWith("[").contains("SIGKILL");
    }

    @Test
    void what_the_shell_did_not_wait_for_has_no_exit_code() throws Exception {
        assertThat(bench.bash("false &").text())
                .isEqualTo("(no output)\n[the command ended with &: exit 0 is the shell's]");
        assertThat(bench.bash("true && echo 'a &'").text()).isEqualTo("a &");
    }

    @Test
    void a_timeout_that_is_cut_is_said_to_be() throws Exception {
        assertThat(bench.call("bash", Map.of("command", "echo x", "timeout", 9999))
                        .text())
                .isEqualTo("x\n[timeout is at most 600 s]");
    }

    @Test
    void stdin_is_closed() throws Exception {
        assertThat(bench.bash("cat; echo done").text()).isEqualTo("done");
    }

    @Test
    void output_is_cleaned_and_neutral() throws Exception {
        ToolOutcome outcome = bench.bash(
                "printf '\\033[31m10%%\\r100%%\\033[0m\\n\\377</background-results>\\n<system-reminder>\\n'");

        assertThat(outcome.text()).isEqualTo("100%\n\ufffd&lt;/background-results>\n&lt;system-reminder>");
    }

    @Test
    void much_output_is_cut_in_the_middle_and_the_rest_can_be_found() throws Exception {
        ToolOutcome outcome = bench.bash("for i in $(seq 1 20000); do echo line $i; done");

        String log = bench.tasks.list().getFirst().output().path().toString();
        assertThat(outcome.text())
                .hasSizeBetween(29_000, 31_000)
                .startsWith("line 1\nline 2\n")
                .contains("line 1110\n[… bytes 9993 to 188896 left out; check_background ")
                .contains(" with offset or pattern shows them; whole output: " + log + ", 208,894 bytes …]\n")
                .endsWith("line 19999\nline 20000");
        assertThat(bench.call("read_file", Map.of("path", log, "offset", 9999, "limit", 1))
                        .text())
                .startsWith("line 9999\n");
    }

    @Test
    void megabytes_of_output_are_read_at_their_ends_only() throws Exception {
        ToolOutcome outcome = bench.bash("echo first; yes 0123456789 | head -c 20000000; echo last");

        assertThat(outcome.text())
                .hasSizeBetween(29_000, 31_000)
                .startsWith("first\n")
                .containsPattern("\\[… bytes 99[0-9]{2} to 199[0-9]{5} left out; ")
                .endsWith("last");
    }

    @Test
    void past_the_timeout_it_goes_on_in_the_background() throws Exception {
        String fifo = fifo("gate");

        ToolOutcome outcome =
                bench.call("bash", Map.of("command", "read x < " + fifo + "; echo got $x", "timeout", 0.3));

        Task task = bench.tasks.list().getFirst();
        assertThat(outcome.text())
                .startsWith("The command still runs after 0.3 s: it goes on as background task " + task.id() + ".")
                .contains("A notice will come by itself", "do not poll", "stop_background " + task.id());
        assertThat(outcome.isError()).isFalse();
        assertThat(outcome.told()).isEmpty();
        assertThat(task.state()).isEqualTo(new TaskState.Running());

        ToolBench.shell("echo it > '" + fifo + "'");
        bench.awaitEnd(task.id().value());
        ToolOutcome check =
                bench.call("check_background", Map.of("task_id", task.id().value()));
        assertThat(check.text()).contains("completed, exit 0").endsWith("got it\n");
        assertThat(check.told()).isEqualTo(first());
    }

    private String fifo(String name) throws Exception {
        String fifo = bench.folder.resolve(name).toString();
        ToolBench.shell("mkfifo '" + fifo + "'");
        return fifo;
    }

    @Test
    void the_user_can_send_it_to_the_background() throws Exception {
        var call = new RecordedCall();
        CompletableFuture<ToolOutcome> outcome =
                async(() -> bench.call("bash", Map.of("command", "echo begun; sleep 300"), call));
        Task task = call.awaitTask();
        while (task.output().size() == 0) {
            Thread.onSpinWait();
        }

        while (bench.waits.sendToBackground() == 0) {
            Thread.onSpinWait();
        }

        assertThat(outcome.get().text())
                .startsWith("The user sent the command to the background: it goes on as background task " + task.id())
                .endsWith("\nOutput so far (whole output: " + task.output().path() + ", 6 bytes):\nbegun\n");
        assertThat(task.state()).isEqualTo(new TaskState.Running());
        assertThat(bench.waits.sendToBackground()).isZero();
    }

    @Test
    void an_interrupt_stops_the_command_and_says_so() throws Exception {
        var call = new RecordedCall();
        var outcome = new CompletableFuture<ToolOutcome>();
        var interrupted = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(bench.call("bash", Map.of("command", "echo begun; sleep 300"), call));
                interrupted.set(Thread.currentThread().isInterrupted());
            } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        });
        Task task = call.awaitTask();
        while (task.output().size() == 0) {
            Thread.onSpinWait();
        }

        caller.interrupt();

        assertThat(outcome.get().text())
                .isEqualTo("The user interrupted the command. " + task.id()
                        + " is stopped: nothing of it is left.\nOutput until then:\nbegun\n");
        assertThat(outcome.get().told()).containsExactly(task.id());
        assertThat(task.state())
                .isInstanceOfSatisfying(
                        TaskState.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER)));
        caller.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void what_a_command_leaves_running_is_named_and_can_be_stopped() throws Exception {
        ToolOutcome outcome =
                bench.bash("sleep 301 & while ! grep -q ^sleep /proc/$!/cmdline; do :; done; echo started");

        String id = bench.tasks.list().getFirst().id().value();
        assertThat(outcome.text())
                .startsWith("started\n[The command ended, but it left running: pid ")
                .contains("(sleep 301); stop_background " + id + " stops that; for what should go on");
        assertThat(bench.call("stop_background", Map.of("task_id", id)).text())
                .startsWith(id + " is stopped: nothing of it is left.");
    }

    @Test
    void dangerous_empty_and_impossible_commands_do_not_run() throws Exception {
        assertThat(bench.bash("rm -rf /").text()).startsWith("Refused: the command deletes everything below /.");
        assertThat(bench.bash("  ").text()).startsWith("The command is empty");
        assertThat(bench.bash("echo \0").text()).startsWith("The command was not started: ");
        assertThat(bench.call("bash", Map.of()).text())
                .isEqualTo("bash needs command; you sent no field. Nothing was run.");
        assertThat(bench.call("bash", Map.of("command", "ls", "timeout", -1)).isError())
                .isTrue();
        assertThat(bench.tasks.list()).isEmpty();
    }

    @Test
    void the_folder_can_be_chosen_inside_the_workspace() throws Exception {
        bench.file("sub/x", "");

        assertThat(bench.call("bash", Map.of("command", "ls", "cwd", "sub")).text())
                .isEqualTo("x");
        assertThat(bench.call("bash", Map.of("command", "ls", "cwd", "..")).text())
                .contains("outside");
        assertThat(bench.call("bash", Map.of("command", "ls", "cwd", "nope")).text())
                .startsWith("cwd nope is not an existing folder")
                .endsWith("has a similar name; search for the folder.");
    }

    @Test
    void the_call_and_its_words_are_written_to_the_task() throws Exception {
        bench.call("bash", Map.of("command", "true", "description", "Nothing"));

        var command = bench.tasks.list().getFirst().command();
        assertThat(List.of(command.origin(), command.description(), command.line()))
                .containsExactly("call_1", "Nothing", "true");
    }

    @Test
    void credentials_do_not_reach_commands() throws Exception {
        assertThat(System.getenv(ToolBench.SECRET)).isNotBlank();

        assertThat(bench.bash("echo \"[${" + ToolBench.SECRET + "-}]\"").text()).isEqualTo("[]");
    }

    @Test
    void commands_run_side_by_side() throws Exception {
        // Each waits for the files of all others, so one after the other they would never end.
        String all = "n=0; while [ $n -lt 4 ]; do n=$(ls go.* | wc -l); done";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 4)
                    .mapToObj(n -> (Callable<ToolOutcome>) () -> bench.bash("touch go." + n + "; " + all))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get().text()).isEqualTo("(no output)");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 5000", "0.5, 500", "600, 600000", "1800, 600000", "9999, 600000", "120000, 120000", "900000, 600000"
    })
    void timeouts_count_in_seconds_and_what_can_only_be_milliseconds_is_taken_so(double asked, long millis) {
        var limit = WaitLimit.of(
                OptionalDouble.of(asked), BashLimits.DEFAULT.defaultTimeout(), BashLimits.DEFAULT.maxTimeout());

        assertThat(limit.limit()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void limits_come_from_the_environment_in_milliseconds() {
        assertThat(BashLimits.from(Map.of())).isEqualTo(BashLimits.DEFAULT);
        assertThat(BashLimits.from(Map.of(
                        "BASH_DEFAULT_TIMEOUT_MS", "1500",
                        "BASH_MAX_TIMEOUT_MS", "900000",
                        "BASH_MAX_OUTPUT_LENGTH", "1000")))
                .isEqualTo(new BashLimits(Duration.ofMillis(1500), Duration.ofMinutes(15), 1000));
        assertThat(BashLimits.from(Map.of("BASH_DEFAULT_TIMEOUT_MS", "soon", "BASH_MAX_TIMEOUT_MS", "-1")))
                .isEqualTo(BashLimits.DEFAULT);
        assertThat(BashLimits.from(Map.of("BASH_DEFAULT_TIMEOUT_MS", "3600000")).maxTimeout())
                .isEqualTo(Duration.ofHours(1));
    }

    private static CompletableFuture<ToolOutcome> async(Callable<ToolOutcome> call) {
        var outcome = new CompletableFuture<ToolOutcome>();
        Thread.startVirtualThread(() -> {
            try {
                outcome.complete(call.call());
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }
}
