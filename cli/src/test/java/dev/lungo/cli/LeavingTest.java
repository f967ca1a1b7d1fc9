package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.Pids;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a headless run ends before its time: by signals, and when nobody reads it any more. */
final class LeavingTest {
    private static final String BYPASS = "--permission-mode=bypassPermissions";

    /** A child, a child in a session of its own, and the shell that waits: their pids are the project's file pids. */
    private static final String TREE =
            "(echo $BASHPID; exec sleep 1000) >> pids & setsid sh -c 'echo $$ >> pids; exec sleep 1000' &"
                    + " while [ \"$(wc -l < pids)\" -lt 2 ]; do sleep 0.05; done; echo $$ >> pids; wait";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_ends_the_call_at_work_and_its_whole_tree_and_the_result_is_still_told(String signal, int code)
            throws Exception {
        server.reply(call("bash", Map.of("command", TREE)));

        try (var run = lungo.start("-p", "x", "--output-format=stream-json", BYPASS)) {
            List<Long> tree = tree();
            run.signal(signal);

            assertThat(run.exitCode()).isEqualTo(code);
            assertThat(run.json().getLast().path("subtype").asString("")).isEqualTo("error_during_execution");
            assertThat(run.json().getLast().path("result").asString("")).isEqualTo("interrupted (SIG" + signal + ")");
            assertThat(tree).noneMatch(Pids::lives);
        }
    }

    @Test
    void a_signal_while_waiting_for_a_background_task_stops_it() throws Exception {
        server.reply(call("background_run", Map.of("command", TREE)), say("It runs."));

        try (var run = lungo.start("-p", "x", BYPASS)) {
            List<Long> tree = tree();
            server.awaitRequest(2, LungoProcess.LIMIT);
            run.signal("INT");

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(tree).noneMatch(Pids::lives);
        }
    }

    @Test
    void a_signal_ends_a_request_that_hangs() throws Exception {
        server.reply(say("half").butStalls());

        try (var run = lungo.start("-p", "x", "--output-format=stream-json", "--include-partial-messages")) {
            run.awaitLine(line -> line.contains("half"));
            run.signal("TERM");

            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(run.json().getLast().path("type").asString("")).isEqualTo("result");
        }
    }

    @Test
    void a_signal_ends_a_run_that_waits_for_prompts() throws Exception {
        server.reply(say("one"));

        try (var run = lungo.startWithInput("-p", "--input-format=stream-json", "--output-format=stream-json")) {
            run.type("{\"type\":\"user\",\"message\":{\"content\":\"first\"}}\n");
            run.awaitLine(line -> line.contains("\"result\":\"one\""));
            run.signal("INT");

            assertThat(run.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void a_persistent_task_neither_keeps_the_run_open_nor_ends_with_it_and_is_named() throws Exception {
        server.reply(call("background_run", Map.of("command", TREE, "lifetime", "persistent")), say("It runs."));

        try (var run = lungo.start("-p", "x", BYPASS)) {
            assertThat(run.exitCode()).isZero();

            assertThat(tree()).allMatch(Pids::lives);
            assertThat(run.err())
                    .containsPattern("task \\S+ is persistent and goes on: .*\\(lungo logs \\S+, lungo stop \\S+\\)");
            stopFirstTask();
            assertThat(pids()).noneMatch(Pids::lives);
        }
    }

    @Test
    void what_an_ended_task_left_does_not_keep_the_run_open_and_ends_with_it() throws Exception {
        server.reply(
                call("background_run", Map.of("command", "setsid sleep 1000 & echo $! > pids; echo >> pids")),
                say("It runs."));
        server.otherwise(_ -> say("It has ended."));

        try (var run = lungo.start("-p", "x", "--background-wait=none", BYPASS)) {
            assertThat(run.exitCode()).isZero();

            assertThat(pids()).hasSize(1).noneMatch(Pids::lives);
        }
    }

    @Test
    void a_second_signal_does_not_wait_for_the_first() throws Exception {
        server.reply(call(
                "bash",
                Map.of(
                        "command",
                        "trap '' TERM; echo $$ > pids; echo >> pids; echo >> pids;" + " while :; do sleep 0.1; done")));

        try (var run = lungo.start("-p", "x", BYPASS)) {
            awaitLines(3);
            long shell = tree().getFirst();
            run.signal("INT");
            run.signal("INT");

            assertThat(run.exitCode()).isEqualTo(130);
            ProcessHandle.of(shell).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** A lost terminal is a crash of the agent, not a wish to stop: what runs goes on, and can be stopped from elsewhere. */
    @Test
    void a_hangup_leaves_the_tasks_alone() throws Exception {
        server.reply(call("background_run", Map.of("command", TREE)), say("It runs."));

        try (var run = lungo.start("-p", "x", BYPASS)) {
            List<Long> tree = tree();
            server.awaitRequest(2, LungoProcess.LIMIT);
            run.signal("HUP");

            assertThat(run.exitCode()).isEqualTo(129);
            assertThat(tree).allMatch(Pids::lives);
            stopFirstTask();
            assertThat(tree).noneMatch(Pids::lives);
        }
    }

    @Test
    void a_hangup_leaves_the_command_of_a_call_at_work_alone_and_a_resume_answers_the_call_from_its_true_state()
            throws Exception {
        server.reply(call("bash", Map.of("command", TREE)));
        try (var run = lungo.start("-p", "x", BYPASS)) {
            List<Long> tree = tree();
            run.signal("HUP");

            assertThat(run.exitCode()).isEqualTo(129);
            assertThat(tree).allMatch(Pids::lives);
        }
        server.otherwise(_ -> say("I see."));
        try (var run = lungo.start("-c", "-p", "--background-wait=0", BYPASS)) {
            assertThat(run.exitCode()).isZero();
            assertThat(server.requests().get(1).newResultTexts())
                    .singleElement()
                    .asString()
                    .contains("The command still runs, as background task");
            assertThat(server.requests().get(1).newText()).doesNotContain("interrupted");
            assertThat(pids()).noneMatch(Pids::lives);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-json", "text"})
    void when_nobody_reads_any_more_the_run_ends_and_its_tasks_are_stopped(String format) throws Exception {
        server.reply(call("background_run", Map.of("command", TREE)));
        var started = new CompletableFuture<Process>();
        server.otherwise(_ -> {
            awaitLines(3);
            stopReading(started.join());
            return say("It runs.");
        });

        Process run = lungo.builder("-p", "x", "--output-format", format, "--background-wait=0", BYPASS)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            started.complete(run);

            assertThat(run.waitFor(LungoProcess.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(run.exitValue()).isEqualTo(141);
            assertThat(pids()).noneMatch(Pids::lives);
        } finally {
            run.destroyForcibly();
        }
    }

    private static void stopReading(Process run) {
        try {
            run.getInputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void stopFirstTask() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            String id = list.json().getFirst().path("id").asString("");
            try (var stop = lungo.start("stop", id)) {
                assertThat(stop.exitCode()).isZero();
                assertThat(stop.out()).isEqualTo("task " + id + " is stopped: a scan found nobody of it left");
            }
        }
    }

    /** The processes of the command, once all are there. */
    private List<Long> tree() {
        awaitLines(3);
        return pids();
    }

    private void awaitLines(int count) {
        // the shell does the waiting: it ends when the file is there
        try {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "i=0; while [ \"$(cat pids 2>/dev/null | wc -l)\" -lt " + count
                                    + " ] && [ $i -lt 600 ]; do i=$((i+1)); sleep 0.1; done")
                    .directory(lungo.project().toFile())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("while waiting for the command's processes", failed);
        }
    }

    private List<Long> pids() {
        try {
            return Files.readAllLines(lungo.project().resolve("pids")).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> Long.valueOf(line.strip()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("no pids", failed);
        }
    }
}
