package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.model.Json;
import dev.lungo.testing.MessagesRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Sessions that go on: by another process, after a kill, in a copy. */
final class SessionsTest extends AgainstStrictServer {
    private static final String BYPASS = "--permission-mode=bypassPermissions";
    private static final String STREAM = "--output-format=stream-json";
    private static final String ID = "0b7f1f57-27a8-4d5f-9a3e-2f6a1c6c0d11";
    private static final String ENTER = "\r";
    private static final String UP = "\033[A";
    private static final int KILLED = 137;

    /** Ends when the test lets it. */
    private static final Map<String, String> BUILD =
            Map.of("command", "while [ ! -e go ]; do sleep 0.05; done; echo built; exit 3");

    private MessagesRequest last() {
        return server.requests().getLast();
    }

    /** One prompt, one word as an answer; answers stdout. */
    private String talk(String... arguments) throws Exception {
        server.reply(say("Fine."));
        return run(ExitCode.OK, arguments);
    }

    private String run(int exit, String... arguments) throws Exception {
        try (var run = lungo.start(arguments)) {
            assertThat(run.exitCode()).as("%s", run).isEqualTo(exit);
            return run.out() + run.err();
        }
    }

    private List<ObjectNode> listed() throws Exception {
        try (var run = lungo.start("sessions", "--json")) {
            assertThat(run.exitCode()).isZero();
            return run.json();
        }
    }

    @Test
    void continue_goes_on_with_the_latest_session_under_its_id_and_with_its_model() throws Exception {
        talk("-p", "one", "--session-id", ID, "--model", "opus");
        server.reply(say("Two, then."));
        try (var run = lungo.start("-c", "-p", "two", STREAM)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().getFirst().path("subtype").asString("")).isEqualTo("init");
            assertThat(run.json())
                    .allSatisfy(line ->
                            assertThat(line.path("session_id").asString("")).isEqualTo(ID));
        }
        assertThat(last().allText()).isEqualTo("one\nFine.\ntwo");
        assertThat(last().body().path("model").asString("")).isEqualTo("claude-opus-5-5");
    }

    @Test
    void a_killed_agent_s_command_comes_back_with_its_true_state_and_its_end_is_told_once() throws Exception {
        server.reply(call("bash", BUILD));
        try (var run = lungo.start("-p", "build it", BYPASS, STREAM)) {
            run.awaitLine(line -> line.contains("task_started"));
            run.signal("KILL");
            assertThat(run.exitCode()).isEqualTo(KILLED);
        }
        server.reply(say("It still runs."));
        server.reply(say("It is broken."));
        try (var run = lungo.start("-c", "-p", BYPASS, STREAM)) {
            server.awaitRequest(2, LungoProcess.LIMIT);
            Files.createFile(lungo.project().resolve("go"));
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().get(1).newResultTexts())
                .singleElement()
                .asString()
                .contains("The command still runs, as background task", "a notice will come");
        assertThat(last().newText()).contains("failed, exit 3", "built").doesNotContain("build it");
        talk("-c", "-p", "and?");
        assertThat(last().newText()).isEqualTo("and?");
    }

    @Test
    void a_run_that_takes_prompts_from_stdin_adopts_the_tasks_before_the_first_prompt_comes() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));
        try (var run = lungo.start("-p", "build it", BYPASS, STREAM)) {
            server.awaitRequest(2, LungoProcess.LIMIT);
            run.awaitLine(line -> line.contains("It runs."));
            run.signal("KILL");
            assertThat(run.exitCode()).isEqualTo(KILLED);
        }
        try (var run = lungo.startWithInput("-c", "-p", "--input-format=stream-json", BYPASS, STREAM)) {
            run.awaitLine(line -> line.contains("resumed: 1 task runs on"));
            try (var tasks = lungo.start("tasks", "--json")) {
                assertThat(tasks.exitCode()).isZero();
                assertThat(tasks.json())
                        .singleElement()
                        .satisfies(task -> assertThat(task.path("attended").asBoolean(false))
                                .isTrue());
            }
            run.signal("TERM");
            assertThat(run.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void a_command_that_ended_after_the_kill_is_told_by_the_result_of_its_call() throws Exception {
        server.reply(call("bash", BUILD));
        try (var run = lungo.start("-p", "build it", BYPASS, STREAM)) {
            String started = run.awaitLine(line -> line.contains("task_started"));
            String id = Json.object(started).orElseThrow().path("task_id").asString("");
            run.signal("KILL");
            assertThat(run.exitCode()).isEqualTo(KILLED);
            Files.createFile(lungo.project().resolve("go"));
            assertThat(run(ExitCode.OK, "logs", id, "-f")).contains("built");
        }
        talk("-c", "-p", "well?", BYPASS);
        assertThat(last().newResultTexts()).singleElement().asString().contains("has ended: failed, exit 3", "built");
        assertThat(last().newText()).endsWith("well?").doesNotContain("<background-results>");
    }

    @Test
    void a_prompt_is_not_lost_by_a_kill_before_its_answer() throws Exception {
        server.reply(say("half an ans").butStalls());
        try (var run = lungo.start("-p", "precious words")) {
            server.awaitRequest(1, LungoProcess.LIMIT);
            run.signal("KILL");
            assertThat(run.exitCode()).isEqualTo(KILLED);
        }
        talk("--continue", "-p");
        assertThat(last().allText()).isEqualTo("precious words");
    }

    @Test
    void without_a_prompt_a_run_that_failed_is_tried_again() throws Exception {
        server.reply(status(400, "out of credit"));
        assertThat(run(ExitCode.FAILED, "-p", "precious words")).contains("out of credit");
        server.reply(say("Now it works."));
        assertThat(run(ExitCode.OK, "-c", "-p")).contains("Now it works.");
        assertThat(last().allText()).isEqualTo("precious words");
    }

    @Test
    void a_session_has_one_agent_and_others_may_go_on_in_a_copy() throws Exception {
        server.reply(say("half an ans").butStalls());
        try (var first = lungo.start("-p", "one", "--session-id", ID)) {
            server.awaitRequest(1, LungoProcess.LIMIT);
            assertThat(listed())
                    .singleElement()
                    .satisfies(session ->
                            assertThat(session.path("in_use").asBoolean(false)).isTrue());
            assertThat(run(ExitCode.FAILED, "-c", "-p", "two")).contains("in use by the process", "--fork-session");

            Path lock =
                    Path.of(listed().getFirst().path("transcript").asString("").replace(".jsonl", ".lock"));
            Files.delete(lock);
            for (int i = 0; i < 2; i++) {
                assertThat(run(ExitCode.FAILED, "-c", "-p", "two"))
                        .as("somebody removed the lock")
                        .contains("in use by the process");
            }

            talk("-c", "--fork-session", "-p", "two");
            assertThat(last().allText()).contains("one", "is a copy of another session", "two");

            first.signal("KILL");
            assertThat(first.exitCode()).isEqualTo(KILLED);
        }
        talk("--resume", ID.substring(0, 6), "-p", "three");
        assertThat(last().allText()).isEqualTo("one\nthree").doesNotContain("two");
        assertThat(listed())
                .extracting(session -> session.path("fork_of").asString(""))
                .containsExactlyInAnyOrder("", ID);
    }

    /** As somebody who may not look into processes that hid their keys; root may, unless it gave up its powers. */
    @Test
    void an_agent_that_hid_its_keys_has_its_session_although_the_lock_was_removed() throws Exception {
        if (Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t")) {
            lungo.through("setpriv", "--bounding-set=-all");
        }
        server.reply(call("bash", Map.of("command", "true")), say("half an ans").butStalls());
        try (var first = lungo.start("-p", "one", "--session-id", ID, "--permission-mode=bypassPermissions")) {
            server.awaitRequest(2, LungoProcess.LIMIT);
            Files.delete(
                    Path.of(listed().getFirst().path("transcript").asString("").replace(".jsonl", ".lock")));

            for (int i = 0; i < 2; i++) {
                assertThat(run(ExitCode.FAILED, "-c", "-p", "two")).contains("in use by the process");
            }
            first.signal("KILL");
            assertThat(first.exitCode()).isEqualTo(KILLED);
        }
        talk("-c", "-p", "three");
        assertThat(last().allText()).contains("three").doesNotContain("two");
    }

    @Test
    void a_transcript_that_cannot_be_read_spoils_neither_the_list_nor_continue() throws Exception {
        talk("-p", "one");
        Path transcript = Path.of(listed().getFirst().path("transcript").asString(""));
        Files.createDirectory(transcript.resolveSibling("broken.jsonl"));

        assertThat(run(ExitCode.OK, "sessions")).contains("one", "broken", "cannot be read");
        assertThat(run(ExitCode.OK, "rewind"))
                .contains("the session broken is newer and was passed over (cannot be read");
        server.reply(say("Fine."));
        assertThat(run(ExitCode.OK, "-c", "-p", "two"))
                .contains("the session broken is newer and was passed over (cannot be read");
        assertThat(last().allText()).isEqualTo("one\nFine.\ntwo");
    }

    @Test
    void sessions_are_listed_newest_first_and_found_by_words_of_their_prompts() throws Exception {
        talk("-p", "fix the parser");
        talk("-p", "write the Manual of the parser");
        assertThat(listed())
                .extracting(session -> session.path("title").asString(""))
                .containsExactly("write the Manual of the parser", "fix the parser");
        assertThat(run(ExitCode.OK, "sessions")).contains("PROMPTS", "fix the parser");

        talk("-r", "parser fix", "-p", "more");
        assertThat(last().allText()).isEqualTo("fix the parser\nFine.\nmore");
        assertThat(run(ExitCode.USAGE, "-r", "parser", "-p", "more"))
                .contains("which session?", "fix the parser", "write the Manual");
        assertThat(run(ExitCode.USAGE, "-r", "lexer", "-p", "more")).contains("no prompt holds these words");
    }

    @Test
    void an_id_is_given_once_and_where_there_is_nothing_to_continue_that_is_said() throws Exception {
        assertThat(run(ExitCode.USAGE, "-c", "-p", "x")).contains("there is no session here to continue");
        talk("-p", "one", "--session-id", ID);
        assertThat(run(ExitCode.USAGE, "-p", "two", "--session-id", ID))
                .contains("there is a session", "--resume " + ID);
    }

    @Test
    void in_the_terminal_a_killed_session_comes_back_with_its_last_words_and_its_task() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("build it" + ENTER);
            terminal.glass().await("It runs.");
            terminal.signal("KILL");
            assertThat(terminal.exitCode()).isEqualTo(KILLED);
        }
        try (var terminal = LungoTerminal.start(lungo, "--continue", BYPASS)) {
            String seen = terminal.glass().await("resumed: 1 task runs on");
            assertThat(seen).containsSubsequence("> build it", "It runs.", "resumed: 1 task runs on");
            terminal.type("/tasks" + ENTER);
            terminal.glass().await("running");

            server.reply(say("It is broken."));
            Files.createFile(lungo.project().resolve("go"));
            terminal.glass().await("It is broken.");
            terminal.type("exit" + ENTER);
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.glass().text()).contains("to go on with this session: lungo --resume ");
        }
        assertThat(last().newText()).contains("failed, exit 3");
        try (var terminal = LungoTerminal.start(lungo, "--continue", BYPASS)) {
            terminal.type("/tasks" + ENTER);
            terminal.glass().await(seen -> seen.lines().anyMatch(line -> line.matches(" *[a-z]+[0-9]+ +exit 3 .*")));
        }
    }

    @Test
    void in_the_terminal_a_session_is_picked_with_the_arrows_or_by_its_number() throws Exception {
        talk("-p", "the older one");
        talk("-p", "the newer one");

        try (var terminal = LungoTerminal.startShowing("enter picks", lungo, "--resume")) {
            assertThat(terminal.glass().text()).containsSubsequence("Which session?", "the older one", "the newer one");
            terminal.type(UP + ENTER);
            terminal.glass().await("(/help, /exit)");
            terminal.glass().await("> the older one");
            server.reply(say("Yes."));
            terminal.type("still there?" + ENTER);
            terminal.glass().await("Yes.");
        }
        assertThat(last().allText())
                .startsWith("the older one\nFine.\nstill there?\n")
                .contains("No longer true", "This run has no person at the keyboard");
        try (var terminal = LungoTerminal.startShowing("enter picks", lungo, "--resume")) {
            terminal.type("2" + ENTER);
            terminal.glass().await("> the newer one");
        }
        try (var terminal = LungoTerminal.startShowing("enter picks", lungo, "--resume")) {
            terminal.type("q");
            assertThat(terminal.exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }
}
