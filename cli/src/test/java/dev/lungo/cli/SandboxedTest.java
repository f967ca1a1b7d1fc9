package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program without a person, its commands in a sandbox. */
final class SandboxedTest {
    private static final String BYPASS = "--permission-mode=bypassPermissions";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private Path home;
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir(factory = BesideTmp.class) Path root) throws IOException {
        home = root.toRealPath();
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    private String result() {
        return server.requests().getLast().newResultTexts().getFirst();
    }

    /** Those of the only transcript that there is. */
    private List<String> decisions() throws IOException {
        try (var files = Files.walk(lungo.state())) {
            Path transcript = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(transcript).stream()
                    .filter(line -> line.contains("\"type\":\"permission\""))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "strong"})
    void commands_inside_need_no_asking_and_write_in_the_project_alone(String strength) throws Exception {
        server.reply(
                call("bash", Map.of("command", "echo x >inside && echo y >$TMPDIR/t && echo z >../outside")),
                say("done"));

        try (var run = lungo.start("-p", "x", "--sandbox", strength, "--output-format", "stream-json")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().getFirst().path("sandbox").asString("")).isEqualTo(strength);
            assertThat(run.json().getLast().path("permission_denials")).isEmpty();
        }
        assertThat(lungo.project().resolve("inside")).hasContent("x");
        assertThat(home.resolve("outside")).doesNotExist();
        assertThat(result())
                .startsWith("[failed, exit 1")
                .contains("[it ran in the " + strength + " sandbox, no network, which may be why: ", "../outside")
                .contains(". Tell the user what it needs]");
        assertThat(server.requests().getFirst().system())
                .contains("- Commands run in a sandbox (" + strength + ")", "do not evade it: say what is missing.");
        assertThat(server.requests().getFirst().body().path("tools").toString())
                .as("nobody could allow it")
                .doesNotContain("unconfined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "strong"})
    void what_the_model_reads_of_it_is_short(String strength) throws Exception {
        server.reply(say("done"));
        try (var run = lungo.start("-p", "x", BYPASS, "--sandbox", strength)) {
            assertThat(run.exitCode()).isZero();
        }
        String tools = server.requests().getFirst().body().path("tools").toString();
        assertThat(tools).contains("\"unconfined\"");
        // As without a sandbox: below 2,500 tokens, of more than three characters each, and 500 more for the sandbox.
        assertThat(server.requests().getFirst().system().length() + tools.length())
                .isLessThan(8_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "strong"})
    void secrets_and_the_network_are_out_of_reach(String strength) throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "aws_secret_access_key = hunter2");
        int port = server.url().getPort();
        server.reply(
                call("bash", Map.of("command", "cat ~/.aws/credentials")),
                call("bash", Map.of("command", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + port + " && echo reached'")),
                say("done"));

        try (var run = lungo.start("-p", "x", "--sandbox=" + strength)) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().get(1).newResultTexts().getFirst())
                .startsWith("[failed, exit 1")
                .doesNotContain("hunter2");
        assertThat(result())
                .startsWith("[failed, exit 1")
                .contains("which may be why: ")
                .doesNotContain("reached\n");
    }

    @ParameterizedTest
    @CsvSource({"light, text", "light, json", "light, stream-json", "strong, text"})
    void what_git_would_run_later_is_guarded(String strength, String format) throws Exception {
        Path hooks = Files.createDirectories(lungo.project().resolve(".git/hooks"));
        Files.writeString(lungo.project().resolve(".git/config"), "[core]\n");
        server.reply(
                call("bash", Map.of("command", "echo evil >.git/hooks/pre-commit")),
                call("write_file", Map.of("path", ".git/hooks/post-commit", "content", "evil")),
                say("done"));

        String said;
        try (var run = lungo.start("-p", "x", BYPASS, "--sandbox", strength, "--output-format", format)) {
            assertThat(run.exitCode()).isZero();
            said = format.equals("stream-json") ? run.out() : run.err();
        }
        String told = server.requests().get(1).newResultTexts().getFirst();
        if (strength.equals("strong")) {
            assertThat(hooks.resolve("pre-commit")).doesNotExist();
            assertThat(told).contains("strong sandbox, no network, which may be why: ");
        } else {
            assertThat(told).contains("[guarded files changed while it ran, tell the user: " + hooks);
            assertThat(said).contains("ran, files changed that decide what runs later: " + hooks);
        }
        assertThat(result()).startsWith(".git/hooks/post-commit is guarded by the sandbox");
        assertThat(hooks.resolve("post-commit")).doesNotExist();
    }

    @Test
    void named_hosts_are_reached_through_the_proxy_and_others_are_named() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            byte[] body = "from the web\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        try {
            String host = "localhost:" + web.getAddress().getPort();
            server.reply(
                    call("bash", Map.of("command", "curl -sS http://" + host + "/")),
                    call("bash", Map.of("command", "curl -sSf http://other.example/")),
                    say("done"));

            try (var run = lungo.start("-p", "x", "--sandbox", "strong", "--sandbox-network", host)) {
                assertThat(run.exitCode()).isZero();
            }
        } finally {
            web.stop(0);
        }
        assertThat(server.requests().get(1).newResultTexts().getFirst()).isEqualTo("from the web");
        assertThat(result())
                .contains("[the sandbox refused, while this ran: other.example:80 (it is not among the allowed hosts);"
                        + " the user can allow hosts with --sandbox-network]");
        assertThat(lungo.state().resolve("proxy")).isEmptyDirectory();
    }

    @Test
    void where_a_session_goes_on_without_it_the_model_is_told_once() throws Exception {
        server.reply(say("one"), say("two"), say("three"), say("four"));
        for (String[] arguments : new String[][] {
            {"-p", "one", "--sandbox", "strong"},
            {"-p", "two", "-c"},
            {"-p", "three", "-c"},
            {"-p", "four", "-c", "--sandbox=strong"}
        }) {
            try (var run = lungo.start(arguments)) {
                assertThat(run.exitCode()).isZero();
            }
        }
        assertThat(server.requests().get(1).newText())
                .startsWith("two\n")
                .contains("Surroundings\" changed.\nNo longer true", "\n- Commands run in a sandbox (strong)");
        assertThat(server.requests().get(2).newText()).isEqualTo("three");
        assertThat(server.requests().get(3).newText()).contains("is now again as it says.");
    }

    @Test
    void where_one_comes_to_a_session_and_goes_again_the_model_is_told_of_both() throws Exception {
        server.reply(say("one"), say("two"), say("three"));
        for (String[] arguments :
                new String[][] {{"-p", "one"}, {"-p", "two", "-c", "--sandbox", "strong"}, {"-p", "three", "-c"}}) {
            try (var run = lungo.start(arguments)) {
                assertThat(run.exitCode()).isZero();
            }
        }
        assertThat(server.requests().get(1).newText())
                .contains("Surroundings\" changed.\nTrue from now on:\n- Commands run in a sandbox (strong)");
        assertThat(server.requests().get(2).newText())
                .startsWith("three\n")
                .contains("Surroundings\" changed and is now again as it says.");
    }

    @Test
    void where_the_file_tools_would_be_denied_what_commands_may_do_the_user_hears_it_at_the_start() throws Exception {
        server.otherwise(_ -> say("ok"));
        String note = "add --permission-mode acceptEdits";
        try (var run = lungo.start("-p", "x", "--sandbox", "light")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains(note);
        }
        try (var run = lungo.start("-p", "x", "--sandbox", "light", "--permission-mode", "acceptEdits")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).doesNotContain(note);
        }
    }

    @Test
    void a_command_that_wants_out_needs_a_person_or_the_mode_that_asks_nobody() throws Exception {
        Map<String, Object> wish =
                Map.of("command", "echo z >../outside", "unconfined", true, "reason", "it writes outside");
        server.reply(call("bash", wish), say("denied"), call("bash", wish), say("done"));

        try (var run =
                lungo.start("-p", "x", "--sandbox", "strong", "--allowedTools", "bash", "--output-format", "json")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().getFirst().path("permission_denials").toString())
                    .contains("\"tool_name\":\"bash\"", "\"command\":\"echo z >../outside\"");
        }
        assertThat(result())
                .startsWith("Not run: no command may leave the sandbox now")
                .contains("--sandbox-network HOST", "sandbox.writable");
        assertThat(decisions()).singleElement().asString().contains("\"decision\":\"denied\",\"by\":\"sandbox\"");
        assertThat(home.resolve("outside")).doesNotExist();

        try (var run = lungo.start("-p", "x", "--sandbox", "strong", BYPASS)) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(home.resolve("outside")).hasContent("z");
    }

    @Test
    void settings_can_forbid_to_leave_it_in_every_mode() throws Exception {
        server.reply(call("bash", Map.of("command", "echo z >../outside", "unconfined", true)), say("done"));

        try (var run = lungo.start(
                "-p", "x", BYPASS, "--settings", "{\"sandbox\": {\"mode\": \"strong\", \"allowUnconfined\": false}}")) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(result()).startsWith("Not run: no command may leave the sandbox now");
        assertThat(server.requests().getFirst().body().path("tools").toString()).doesNotContain("\"unconfined\"");
        assertThat(home.resolve("outside")).doesNotExist();
    }

    @Test
    void commands_inside_ask_where_settings_say_so() throws Exception {
        server.reply(call("bash", Map.of("command", "echo x >inside")), say("done"));

        try (var run = lungo.start(
                "-p", "x", "--settings", "{\"sandbox\": {\"mode\": \"light\", \"allowCommands\": false}}")) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(lungo.project().resolve("inside")).doesNotExist();
    }

    @Test
    void a_task_that_outlives_lungo_stays_confined_when_the_session_goes_on() throws Exception {
        String line = "until [ -e go ]; do sleep 0.05; done; echo z >../outside";
        server.reply(
                call("background_run", Map.of("command", line, "lifetime", "persistent")),
                say("It runs."),
                call("bash", Map.of("command", "touch go")),
                call("wait_background", Map.of()));
        server.otherwise(_ -> say("ok"));

        try (var run = lungo.start("-p", "x", "--sandbox", "strong")) {
            assertThat(run.exitCode()).isZero();
        }
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.json().getFirst().path("sandbox").asString("")).isEqualTo("strong");
        }
        try (var run = lungo.start("-p", "go on", "-c", "--sandbox", "strong")) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(home.resolve("outside")).doesNotExist();
        assertThat(server.requests().getLast().body().toString())
                .contains("failed, exit 1", "it ran in the strong sandbox, no network, which may be why: ");
    }

    @Test
    void a_task_that_was_started_without_one_is_named_where_the_session_goes_on_with_one() throws Exception {
        server.reply(
                call("background_run", Map.of("command", "sleep 1000", "lifetime", "persistent")),
                say("It runs."),
                call("check_background", Map.of()));
        server.otherwise(_ -> say("ok"));
        try (var run = lungo.start("-p", "x", BYPASS)) {
            assertThat(run.exitCode()).isZero();
        }

        try (var run = lungo.start("-p", "go on", "-c", "--sandbox", "light")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err())
                    .containsPattern(
                            "resumed: 1 task runs on \\(\\w+ outside of the sandbox, as it was started: sleep 1000\\)");
        }
        assertThat(server.requests().get(2).body().toString())
                .contains("] running outside of the sandbox, as it was started: sleep 1000");
        assertThat(result()).contains(", no output, outside of the sandbox, as it was started: sleep 1000");
        try (var list = lungo.start("tasks")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.out()).containsPattern("ID +STATE +CARE +SANDBOX.*\\n\\w+ +running +persistent +off ");
        }
        stopAll();
    }

    private void stopAll() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            for (var task : list.json()) {
                try (var stop = lungo.start("stop", task.path("id").asString(""))) {
                    assertThat(stop.exitCode()).isZero();
                }
            }
        }
    }

    @Test
    void a_session_that_goes_on_without_its_sandbox_says_so() throws Exception {
        server.otherwise(_ -> say("ok"));

        try (var run = lungo.start("-p", "x", "--sandbox", "strong")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).doesNotContain("began with");
        }
        for (String again : new String[] {"light", "off"}) {
            try (var run = lungo.start("-p", "go on", "-c", "--sandbox", again)) {
                assertThat(run.exitCode()).isZero();
                assertThat(run.err())
                        .contains("lungo: this session began with the strong sandbox: commands now run "
                                + (again.equals("off")
                                        ? "without any (--sandbox strong has it again)\n"
                                        : "in the light sandbox, no network\n"));
            }
        }
    }

    @Test
    void what_a_command_left_running_changes_of_what_runs_later_is_said_on_leaving_at_the_latest() throws Exception {
        Path go = lungo.project().resolve("go");
        Path done = lungo.project().resolve("done");
        assertThat(new ProcessBuilder("mkfifo", go.toString(), done.toString())
                        .start()
                        .waitFor())
                .isZero();
        // By a program that hides from Lungo what it writes.
        String line = "(setsid sh -c 'read x <go; perl -e \"open F, q(>.envrc)\"; echo x >done; exec sleep 1000'"
                + " >/dev/null 2>&1 &)";
        server.reply(call("bash", Map.of("command", line)));
        server.otherwise(_ -> {
            try {
                Files.writeString(go, "x\n");
                return say(Files.readString(done));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });

        try (var run = lungo.start("-p", "x", "--sandbox", "light")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err())
                    .contains(" left running changed files that decide what runs later: "
                            + lungo.project().resolve(".envrc") + "; look at them before you go on");
        }
    }

    @Test
    void what_cannot_be_had_starts_nothing() throws Exception {
        try (var run = lungo.start("-p", "x", "--sandbox", "light", "--sandbox-network", "example.org")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("the light sandbox cannot tell hosts apart: use --sandbox strong");
        }
        try (var run = lungo.start("-p", "x", "--sandbox", "heavy")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("--sandbox is one of off, light, strong, not 'heavy'");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "strong"})
    void a_key_in_a_file_that_is_read_at_a_login_is_hidden(String mode) throws Exception {
        Path home = lungo.project().resolveSibling("");
        Files.writeString(home.resolve(".profile"), "export ANTHROPIC_API_KEY=hunter2\n");
        Files.writeString(home.resolve(".bashrc"), "echo hello from the start-up file\n");
        server.reply(call("bash", Map.of("command", "cat ~/.profile ~/.bashrc")), say("done"));

        try (var run = lungo.start("-p", "x", "--sandbox", mode)) {
            assertThat(run.exitCode()).isZero();
        }

        assertThat(result()).contains("hello from the start-up file").doesNotContain("hunter2");
    }

    @Test
    void a_key_in_the_projects_own_file_is_hidden_or_said_to_be_open() throws Exception {
        Files.writeString(lungo.project().resolve(".env"), "OPENAI_API_KEY=hunter2\n");
        server.otherwise(_ -> say("ok"));
        server.reply(call("bash", Map.of("command", "cat .env")), say("done"));

        try (var run = lungo.start("-p", "x", "--sandbox", "strong")) {
            assertThat(run.exitCode()).isZero();
            assertThat(result()).doesNotContain("hunter2");
        }
        try (var run = lungo.start("-p", "x", "--sandbox", "light")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("the light sandbox cannot hide", ".env", "--sandbox strong hides it");
        }
    }
}
