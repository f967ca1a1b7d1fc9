package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in a folder that has settings of its own. Which model is asked shows whether they count. */
final class FolderTrustTest {
    private static final String USUAL = ModelSettings.DEFAULT_MODEL;
    private static final String ENTER = "\r";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private Path root;
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        root = folder;
        lungo = new LungoProgram(root).against(server.url());
        server.otherwise(_ -> say("Fine."));
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void without_a_terminal_they_count_once_trust_was_said_and_new_ones_do_not() throws Exception {
        settings("{\"model\": \"first\"}");

        assertThat(run())
                .isEqualTo(USUAL + "\nlungo: this folder's own settings do not count until you trust it:"
                        + " .lungo/settings.json wants model first. If you trust this folder, say so once: lungo"
                        + " --trust\n");
        assertThat(run("--trust")).isEqualTo("first\n");
        assertThat(run()).isEqualTo("first\n");

        settings("{\"model\": \"second\", \"effort\": \"low\"}");
        assertThat(run())
                .isEqualTo(USUAL + "\nlungo: new settings of this folder do not count until you trust it:"
                        + " .lungo/settings.json wants model second; .lungo/settings.json wants effort low. If you trust"
                        + " this folder, say so once: lungo --trust\n");

        settings("{\"model\": \"first\"}");
        assertThat(run()).isEqualTo("first\n");
    }

    @Test
    void what_was_granted_is_kept_for_nobody_elses_eyes() throws Exception {
        settings("{\"model\": \"first\"}");
        run("--trust");

        Path granted = granted();
        assertThat(granted).hasContent(lungo.project() + "\nmodel first\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(granted)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_folders_sandbox_confines_commands_at_once_and_lets_them_run_unasked_once_it_is_trusted() throws Exception {
        settings("{\"sandbox\": {\"mode\": \"light\"}}");

        server.reply(call("bash", Map.of("command", "touch made")));
        assertThat(run())
                .startsWith(USUAL + "\nlungo: this folder's own settings do not count until you trust it:"
                        + " .lungo/settings.json wants sandbox.mode light (its commands may run unasked). If you trust this"
                        + " folder, say so once: lungo --trust\n")
                .contains("bash was not run: it needs the user's permission");
        assertThat(server.requests().getFirst().system()).contains("- Commands run in a sandbox (light)");
        assertThat(lungo.project().resolve("made")).doesNotExist();

        server.reply(call("bash", Map.of("command", "touch made")));
        assertThat(run("--trust")).startsWith(USUAL + "\n").doesNotContain("was not run");
        assertThat(lungo.project().resolve("made")).exists();
    }

    @Test
    void the_server_and_the_model_of_the_folders_env_file_count_once_it_is_trusted() throws Exception {
        lungo = new LungoProgram(root);
        Files.writeString(
                lungo.project().resolve(".env"),
                "ANTHROPIC_BASE_URL=" + server.url() + "\nANTHROPIC_API_KEY=test-key\nMODEL_ID=first\n");

        try (var run = lungo.start("-p", "x")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains(
                            "lungo: this folder's own settings do not count until you trust it: .env wants model first.",
                            "lungo: this folder's .env has the model asked at " + server.url()
                                    + ", with a key of its own",
                            "If you trust this folder, say so once: lungo --trust\n");
        }
        assertThat(server.requests()).isEmpty();
        assertThat(run("--trust")).isEqualTo("first\n");
        assertThat(run()).isEqualTo("first\n");
    }

    @Test
    void in_a_terminal_the_person_is_asked_whether_the_env_files_server_is_asked() throws Exception {
        lungo = new LungoProgram(root);
        Files.writeString(
                lungo.project().resolve(".env"),
                "ANTHROPIC_BASE_URL=" + server.url() + "\nANTHROPIC_API_KEY=test-key\n");

        try (var terminal = ask()) {
            assertThat(terminal.glass().text()).containsSubsequence(".env", "ANTHROPIC_BASE_URL  " + server.url());
            terminal.type(ENTER);
            terminal.glass().await("counts only where you trust the folder");
        }
        try (var terminal = ask()) {
            terminal.type("2" + ENTER);
            terminal.glass().await(", " + USUAL + ", ");
        }
    }

    @Test
    void in_a_terminal_the_person_is_shown_what_they_want_and_asked() throws Exception {
        settings("{\"model\": \"first\", \"permissions\": {\"allow\": [\"bash(npm test *)\"]}}");

        try (var terminal = ask()) {
            assertThat(terminal.glass().text())
                    .containsSubsequence(
                            "This folder has settings of its own, which count only if you trust it: ",
                            ".lungo/settings.json",
                            "permissions.allow  bash(npm test *)",
                            "model              first",
                            "yes: they count from now on",
                            "no: go on without them");
            terminal.type(ENTER);
            terminal.glass().await(", " + USUAL + ", ");
        }
        try (var terminal = ask()) {
            terminal.type("2" + ENTER);
            terminal.glass().await(", first, ");
        }
        try (var terminal = LungoTerminal.start(lungo)) {
            assertThat(terminal.glass().text()).contains(", first, ").doesNotContain("trust");
        }

        settings("{\"model\": \"first\", \"permissions\": {\"allow\": [\"bash(npm test *)\", \"bash(rm *)\"]}}");
        try (var terminal = ask()) {
            assertThat(terminal.glass().text())
                    .contains("This folder has settings that you did not write", "bash(rm *)")
                    .doesNotContain("npm test");
        }
    }

    @Test
    void a_yes_grants_what_was_shown_and_the_rest_is_asked_about_next() throws Exception {
        String many =
                IntStream.range(0, 45).mapToObj(i -> "\"bash(echo " + i + ")\"").collect(Collectors.joining(", "));
        settings("{\"permissions\": {\"allow\": [" + many + ", \"bash\"]}, \"model\": \"first\","
                + " \"sandbox\": {\"writable\": [\"/srv\"]}}");

        try (var terminal = ask()) {
            assertThat(terminal.glass().text())
                    .containsSubsequence(
                            "sandbox.writable   /srv",
                            "permissions.allow  bash\n",
                            "permissions.allow  bash(echo 9)\n",
                            "(1 to 12 of 48, what gives away most first; a yes is for these alone)");
            terminal.type("2" + ENTER);
            terminal.glass().await("(13 to 24 of 48");
            terminal.type(ENTER);
            terminal.glass().await(", " + USUAL + ", ");
        }
        assertThat(granted())
                .content()
                .startsWith(lungo.project() + "\npermissions.allow bash(echo 0)\n")
                .contains("permissions.allow bash\n", "sandbox.writable /srv\n", "bash(echo 9)\n")
                .doesNotContain("bash(echo 10)", "model");
        try (var terminal = ask()) {
            assertThat(terminal.glass().text())
                    .contains("This folder has settings that you did not write", "bash(echo 10)", "(1 to 12 of 36")
                    .doesNotContain("/srv");
        }
    }

    private Path granted() throws IOException {
        return new StateFolder(lungo.state())
                .project(lungo.project().toRealPath())
                .resolve("granted");
    }

    private LungoTerminal ask() throws IOException, InterruptedException {
        return LungoTerminal.startShowing("enter picks", lungo);
    }

    private String run(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("-p", "x"));
        arguments.addAll(List.of(more));
        try (var run = lungo.start(arguments.toArray(String[]::new))) {
            assertThat(run.exitCode()).as("%s", run).isZero();
            return server.requests().getLast().body().path("model").asString("") + "\n" + run.err();
        }
    }

    private void settings(String json) throws IOException {
        Files.createDirectories(lungo.project().resolve(".lungo"));
        Files.writeString(lungo.project().resolve(".lungo/settings.json"), json);
    }
}
