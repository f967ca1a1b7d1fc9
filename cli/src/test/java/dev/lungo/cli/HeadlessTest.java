package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.Pids;
import dev.lungo.testing.Answer.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The whole program, from its command line to its exit code, against a server that speaks the API. */
final class HeadlessTest extends AgainstStrictServer {
    private static final String BYPASS = "--permission-mode=bypassPermissions";

    @Test
    void a_run_without_a_prompt_is_refused_and_ends() throws Exception {
        try (var run = lungo.start()) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("there is no prompt");
        }
    }

    @Test
    void the_answer_is_on_stdout_and_the_activity_on_stderr() throws Exception {
        server.reply(say("I look.").and(call("bash", Map.of("command", "echo found"))), say("Here it is."));

        try (var run = lungo.start("-p", "where is it?", BYPASS)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("Here it is.");
            assertThat(run.err())
                    .contains("I look.", "bash(echo found)", "found")
                    .doesNotContain("Here it is.");
        }
        assertThat(server.requests().getFirst().lastUserText()).isEqualTo("where is it?");
        assertThat(server.requests().getFirst().received().header("x-api-key")).isEqualTo("test-key");
        assertThat(server.requests().getFirst().received().body()).hasSizeLessThan(10_000);
    }

    @Test
    void a_prompt_can_come_from_stdin_alone_or_as_an_addition() throws Exception {
        server.otherwise(_ -> say("ok"));

        try (var run = lungo.startWithInput("-p")) {
            run.type("from stdin\n");
            run.endInput();
            assertThat(run.exitCode()).isZero();
        }
        try (var run = lungo.startWithInput("-p", "review this")) {
            run.type("a diff\n");
            run.endInput();
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().stream().map(request -> request.lastUserText()))
                .containsExactly("from stdin\n", "review this\n\nFrom standard input:\na diff\n");
    }

    @Test
    void json_is_one_object() throws Exception {
        server.reply(say("done").using(new Tokens(1_000, 100, 0, 0)));

        try (var run = lungo.start("-p", "x", "--output-format", "json", "--model", "opus")) {
            assertThat(run.exitCode()).isZero();
            ObjectNode result = run.json().getFirst();
            assertThat(run.json()).hasSize(1);
            assertThat(result.remove(List.of("duration_ms", "duration_api_ms", "session_id", "uuid"))
                            .toString())
                    .isEqualTo("""
                            {"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"done",\
                            "total_cost_usd":0.006,"usage":{"input_tokens":1000,"cache_creation_input_tokens":0,\
                            "cache_read_input_tokens":0,"output_tokens":100},"permission_denials":[]}""");
        }
    }

    @Test
    void stream_json_tells_everything_in_order() throws Exception {
        server.reply(
                say("Both.")
                        .and(callWithId("toolu_a", "background_run", Map.of("command", "sleep 0.2; echo slow")))
                        .and(callWithId("toolu_b", "write_file", Map.of("path", "a.txt", "content", "a"))),
                say("Started."),
                say("Ended."));

        try (var run = lungo.start("-p", "x", "--output-format", "stream-json", "--verbose", BYPASS)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().stream().map(HeadlessTest::kind))
                    .startsWith("system/init", "assistant/text", "assistant/tool_use", "assistant/tool_use")
                    .contains("system/task_started", "system/task_updated", "system/task_notification", "user")
                    .endsWith("assistant/text", "result/success");
            assertThat(run.json())
                    .extracting(line -> line.path("session_id").asString(""))
                    .doesNotContain("")
                    .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(1));
            assertThat(run.json())
                    .extracting(line -> line.path("uuid").asString(""))
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void raw_events_pass_on_request() throws Exception {
        server.reply(say("hello"));

        try (var run = lungo.start("-p", "x", "--output-format=stream-json", "--include-partial-messages")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().stream()
                            .filter(line -> kind(line).equals("stream_event"))
                            .map(line -> line.path("event").path("type").asString("")))
                    .contains("message_start", "content_block_delta", "message_stop");
        }
    }

    @Test
    void without_permission_commands_and_writes_are_denied_and_listed() throws Exception {
        server.reply(
                callWithId("toolu_a", "bash", Map.of("command", "touch made"))
                        .and(callWithId("toolu_b", "write_file", Map.of("path", "made", "content", "x")))
                        .and(callWithId("toolu_c", "glob", Map.of("pattern", "*"))),
                say("I may not."));

        try (var run = lungo.start("-p", "x", "--output-format", "json")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().getFirst().path("permission_denials").toString())
                    .contains(
                            "{\"tool_name\":\"bash\",\"tool_use_id\":\"toolu_a\",\"tool_input\":{\"command\":\"touch made\"}}")
                    .contains("\"tool_use_id\":\"toolu_b\"")
                    .doesNotContain("toolu_c");
        }
        assertThat(lungo.project().resolve("made")).doesNotExist();
        assertThat(server.requests().getLast().newResults().get("toolu_a"))
                .contains("bash was not run", "--permission-mode acceptEdits");
    }

    @Test
    void named_tools_are_allowed_and_others_kept_away() throws Exception {
        server.reply(call("bash", Map.of("command", "touch made")), say("ok"));

        try (var run = lungo.start("-p", "x", "--allowedTools", "bash", "--disallowedTools", "write_file,edit_file")) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(lungo.project().resolve("made")).exists();
        assertThat(server.requests().getFirst().toolNames()).contains("bash").doesNotContain("write_file", "edit_file");
    }

    @Test
    void the_mode_is_said_at_the_start_and_plan_mode_told_to_the_model() throws Exception {
        server.reply(call("write_file", Map.of("path", "made", "content", "x")), say("A plan."));

        try (var run = lungo.start("-p", "x", "--permission-mode", "plan", "--output-format", "stream-json")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().getFirst().path("permissionMode").asString(""))
                    .isEqualTo("plan");
            assertThat(run.json().getLast().path("permission_denials")).hasSize(1);
        }
        assertThat(lungo.project().resolve("made")).doesNotExist();
        assertThat(server.requests().getFirst().newText())
                .contains("Automated note, not from the user: plan mode is on.")
                .contains("x");
    }

    @Test
    void every_decision_is_in_the_transcript() throws Exception {
        server.reply(
                callWithId("toolu_a", "bash", Map.of("command", "touch made"))
                        .and(callWithId("toolu_b", "write_file", Map.of("path", "made", "content", "x")))
                        .and(callWithId("toolu_c", "glob", Map.of("pattern", "*"))),
                say("Done."));

        try (var run = lungo.start("-p", "x", "--allowedTools", "bash")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("write_file was not run: it needs the user's permission");
        }
        try (var files = Files.walk(lungo.state())) {
            Path transcript = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readAllLines(transcript).stream().filter(line -> line.contains("\"type\":\"permission\"")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("\"call\":\"toolu_a\",\"decision\":\"allowed\",\"by\":\"rule\""))
                    .anyMatch(line -> line.contains("\"call\":\"toolu_b\",\"decision\":\"denied\",\"by\":\"nobody\""));
        }
    }

    @Test
    void no_credential_reaches_a_command() throws Exception {
        server.reply(call("bash", Map.of("command", "env; cat /proc/self/environ | tr '\\0' '\\n'")), say("ok"));

        try (var run = lungo.with("LUNGO_SECRET_TOKEN", "test-key").start("-p", "x", BYPASS)) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().getLast().newResultTexts().getFirst())
                .contains("HOME=")
                .doesNotContain("test-key");
    }

    @Test
    void cd_goes_where_its_words_say_whatever_the_user_has_set() throws Exception {
        Path here = Files.createDirectories(lungo.project().resolve("sub"));
        Files.createDirectories(lungo.state().resolve("elsewhere/sub"));
        server.reply(call("bash", Map.of("command", "cd sub && pwd; echo ${CDPATH-unset}")), say("ok"));

        try (var run = lungo.with("CDPATH", lungo.state().resolve("elsewhere").toString())
                .start("-p", "x", BYPASS)) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().getLast().newResultTexts()).containsExactly(here + "\nunset");
    }

    @Test
    void the_limit_on_turns_ends_with_a_code_of_its_own() throws Exception {
        server.otherwise(_ -> call("bash", Map.of("command", "true")));

        try (var run = lungo.start("-p", "x", "--max-turns", "2", "--output-format", "json", BYPASS)) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(kind(run.json().getFirst())).isEqualTo("result/error_max_turns");
            assertThat(run.json().getFirst().path("is_error").asBoolean()).isTrue();
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void the_budget_ends_with_a_code_of_its_own() throws Exception {
        server.otherwise(_ -> call("bash", Map.of("command", "true")).using(new Tokens(1_000_000, 0, 0, 0)));

        try (var run = lungo.start(
                "-p", "x", "--max-budget-usd", "3", "--model", "sonnet", "--output-format", "json", BYPASS)) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(kind(run.json().getFirst())).isEqualTo("result/error_max_budget_usd");
            assertThat(run.json().getFirst().path("result").asString(""))
                    .isEqualTo("the budget of $3.00 is used up ($4.0000 spent)");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_refused_key_fails_the_run() throws Exception {
        server.reply(status(401, "invalid x-api-key"));

        try (var run = lungo.start("-p", "x", "--output-format", "json")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(kind(run.json().getFirst())).isEqualTo("result/error_during_execution");
            assertThat(run.json().getFirst().path("result").asString("")).contains("401");
        }
    }

    @Test
    void the_run_waits_for_background_tasks_and_the_model_hears_of_their_end() throws Exception {
        server.reply(
                call("background_run", Map.of("command", "sleep 0.5; echo built")),
                say("Building."),
                say("It is built."));

        try (var run = lungo.start("-p", "build", BYPASS)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("It is built.");
            assertThat(run.err()).contains("Building.");
        }
        assertThat(server.requests().getLast().newText()).contains("<background-results>", "built");
    }

    @Test
    void when_the_wait_is_over_the_model_says_so_and_the_tasks_are_stopped() throws Exception {
        server.reply(
                call("background_run", Map.of("command", "echo $$ > pid; sleep 1000")),
                say("It runs."),
                say("It still runs and will be stopped."));

        try (var run = lungo.start("-p", "x", "--background-wait", "0.3", BYPASS)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("It still runs and will be stopped.");
        }
        assertThat(server.requests().getLast().newText()).contains("time to wait", "sleep 1000");
        assertThat(alive()).isFalse();
    }

    @Test
    void prompts_can_come_as_lines_of_json() throws Exception {
        server.reply(say("one"), say("two"));

        try (var run = lungo.startWithInput("-p", "--input-format", "stream-json", "--output-format", "stream-json")) {
            run.type("{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"first\"}}\n");
            run.awaitLine(line -> line.contains("\"result\":\"one\""));
            run.type(
                    "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"second\"}]}}\n");
            run.awaitLine(line -> line.contains("\"result\":\"two\""));
            run.endInput();
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().stream().map(HeadlessTest::kind))
                    .containsExactly(
                            "system/init", "assistant/text", "result/success", "assistant/text", "result/success");
        }
        assertThat(server.requests().getLast().lastUserText()).isEqualTo("second");
    }

    @Test
    void prompts_that_come_together_are_answered_each_by_itself() throws Exception {
        server.reply(say("one"), say("two"));

        try (var run = lungo.startWithInput("-p", "--input-format=stream-json", "--output-format=stream-json")) {
            run.type(prompt("first") + prompt("second"));
            run.endInput();
            assertThat(run.exitCode()).isZero();
            assertThat(results(run)).containsExactly("success: one", "success: two");
        }
        assertThat(server.requests().stream().map(request -> request.lastUserText()))
                .containsExactly("first", "second");
    }

    @Test
    void a_prompt_that_fails_takes_none_of_the_others_with_it() throws Exception {
        server.reply(status(400, "no"), say("I will not.").stopping("refusal"), say("three"));

        try (var run = lungo.startWithInput("-p", "--input-format=stream-json", "--output-format=stream-json")) {
            run.type(prompt("first") + prompt("second") + prompt("third"));
            run.endInput();
            assertThat(run.exitCode()).isZero();
            assertThat(results(run))
                    .hasSize(3)
                    .satisfies(all -> assertThat(all.getFirst()).startsWith("error_during_execution: "))
                    .endsWith("error_during_execution: the model refused to answer", "success: three");
        }
    }

    @Test
    void a_prompt_does_not_wait_for_the_tasks_of_the_one_before() throws Exception {
        server.reply(
                call("background_run", Map.of("command", "until [ -e go ]; do sleep 0.05; done")),
                say("It runs."),
                say("Meanwhile."));
        server.otherwise(_ -> say("It ended."));

        try (var run =
                lungo.startWithInput("-p", "--input-format=stream-json", "--output-format=stream-json", BYPASS)) {
            run.type("{\"type\":\"user\",\"message\":{\"content\":\"start it\"}}\n");
            run.awaitLine(line -> line.contains("It runs."));
            run.type("{\"type\":\"user\",\"message\":{\"content\":\"and now?\"}}\n");
            run.awaitLine(line -> line.contains("\"result\":\"It runs.\""));
            run.awaitLine(line -> line.contains("Meanwhile."));
            Files.createFile(lungo.project().resolve("go"));
            run.awaitLine(line -> line.contains("\"result\":\"It ended.\""));
            run.endInput();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void lines_that_are_no_prompts_are_named_and_make_it_fail() throws Exception {
        server.reply(say("one"));

        try (var run = lungo.startWithInput("-p", "--input-format=stream-json", "--output-format=stream-json")) {
            run.type("hello\n{\"type\":\"user\",\"message\":{\"content\":\"first\"}}\n");
            run.endInput();
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).isEqualTo("lungo: line 1 of stdin is no user message with text; ignored\n");
        }
    }

    @Test
    void the_projects_instructions_and_the_users_reach_the_model() throws Exception {
        Files.writeString(lungo.project().resolve("AGENTS.md"), "Use tabs.");
        server.reply(say("ok"));

        try (var run = lungo.start("-p", "x", "--append-system-prompt", "Be brief.")) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().getFirst().system())
                .contains("Use tabs.", "Be brief.", lungo.project().toString());
    }

    @Test
    void javas_own_log_of_requests_which_would_have_the_key_in_it_is_off() throws Exception {
        server.otherwise(_ -> say("ok"));

        try (var run = lungo.with("JAVA_TOOL_OPTIONS", "-Djdk.httpclient.HttpClient.log=headers,requests")
                .start("-p", "x")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("Picked up").doesNotContain("test-key", "x-api-key");
        }
    }

    @Test
    void a_missing_key_says_where_was_looked() throws Exception {
        try (LungoProcess run = lungo.with("ANTHROPIC_API_KEY", "").start("-p", "x")) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains(
                            "ANTHROPIC_API_KEY",
                            "ANTHROPIC_AUTH_TOKEN",
                            lungo.project().resolve(".env").toString(),
                            "./lungo demo");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_folder_is_trusted_once_and_for_all() throws Exception {
        Files.writeString(lungo.project().resolve(".env"), "ANTHROPIC_CUSTOM_HEADERS=X-Team: blue\n");
        server.otherwise(_ -> say("ok"));

        for (String trust : List.of("--verbose", "--trust", "--verbose")) {
            try (var run = lungo.start("-p", "x", trust)) {
                assertThat(run.exitCode()).isZero();
            }
        }
        assertThat(server.requests().stream().map(request -> request.received().header("x-team")))
                .containsExactly("", "blue", "blue");
    }

    private static String prompt(String text) {
        return "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}}\n";
    }

    private static List<String> results(LungoProcess run) {
        return run.json().stream()
                .filter(line -> line.path("type").asString("").equals("result"))
                .map(line -> line.path("subtype").asString("") + ": "
                        + line.path("result").asString(""))
                .toList();
    }

    private static String kind(ObjectNode line) {
        String type = line.path("type").asString("");
        return switch (type) {
            case "system", "result" -> type + "/" + line.path("subtype").asString("");
            case "assistant" ->
                type + "/"
                        + line.path("message")
                                .path("content")
                                .path(0)
                                .path("type")
                                .asString("");
            default -> type;
        };
    }

    private boolean alive() throws IOException {
        return Pids.lives(
                Long.parseLong(Files.readString(lungo.project().resolve("pid")).strip()));
    }
}
