package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.DurableSteps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lungo config}, as a person uses it. */
final class ConfigCommandTest {
    private final Map<String, String> environment = new HashMap<>();
    private Path home;
    private Path project;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        home = Files.createDirectories(root.toRealPath().resolve("home"));
        project = Files.createDirectories(home.resolve("project"));
        environment.put("HOME", home.toString());
        environment.put("LUNGO_HOME", home.resolve("state").toString());
    }

    @Test
    void it_lists_what_counts_and_where_it_comes_from() throws IOException {
        write(home.resolve(".config/lungo/settings.json"), """
                {
                  "model": "opus",
                  "permissions": {
                    "deny": ["bash(rm *)"]
                  }
                }""");
        write(project.resolve(".lungo/settings.json"), """
                {"permissions": {"deny": ["bash(git push *)"], "allow": ["bash(npm test)"]},
                 "limits": {"maxTurns": 5}}""");
        environment.put("BASH_DEFAULT_TIMEOUT_MS", "1500");

        Ran list = config();

        assertThat(list.code()).isZero();
        assertThat(list.out()).isEqualTo("""
                permissions.defaultMode            default (default)
                permissions.allow
                permissions.ask
                permissions.deny                   bash(rm *)                          ~/.config/lungo/settings.json:4
                                                   bash(git push *)                    .lungo/settings.json:1
                permissions.additionalDirectories
                sandbox.mode                       off (default)
                sandbox.network                    none (default)
                sandbox.writable
                sandbox.hidden
                sandbox.allowCommands              true (default)
                sandbox.allowUnconfined            true (default)
                model                              opus                                ~/.config/lungo/settings.json:2
                provider                           anthropic (default)
                effort
                limits.commandTimeoutSeconds       1.5                                 environment
                limits.maxCommandTimeoutSeconds    600 (default)
                limits.outputCharacters            30000 (default)
                limits.streamSilenceSeconds        60 (default)
                limits.orphanGraceSeconds          600 (default)
                limits.backgroundWaitSeconds       600 (default)
                limits.maxTurns
                limits.maxBudgetUsd

                files
                  user     HOME/.config/lungo/settings.json
                  project  HOME/project/.lungo/settings.json
                  local    HOME/project/.lungo/settings.local.json (not there)
                """.replace("HOME", home.toString()));
        assertThat(list.err())
                .isEqualTo(
                        "lungo: this folder's own settings do not count until you trust it: .lungo/settings.json wants"
                                + " permissions.allow bash(npm test); .lungo/settings.json wants limits.maxTurns 5. If you trust"
                                + " this folder, say so once: lungo --trust\n");
    }

    @Test
    void hosts_are_printed_line_by_line_as_other_lists_are() throws IOException {
        write(
                home.resolve(".config/lungo/settings.json"),
                "{\"sandbox\": {\"network\": [\"a.example\", \"*.b.example\"]}}");
        assertThat(config("get", "sandbox.network").out()).isEqualTo("a.example\n*.b.example\n");
    }

    @Test
    void one_value_is_printed_bare_and_a_list_line_by_line() throws IOException {
        write(home.resolve(".config/lungo/settings.json"), "{\"permissions\": {\"deny\": [\"bash(a)\", \"bash(b)\"]}}");

        assertThat(config("get", "permissions.deny")).isEqualTo(new Ran(0, "bash(a)\nbash(b)\n", ""));
        assertThat(config("get", "limits.orphanGraceSeconds")).isEqualTo(new Ran(0, "600\n", ""));
        assertThat(config("get", "model")).isEqualTo(new Ran(1, "", "lungo: model is not set\n"));
        assertThat(config("get", "model", "--settings", "{\"model\": \"m\"}")).isEqualTo(new Ran(0, "m\n", ""));
        assertThat(config("get", "permissions.deny", "--json").out().lines().toList())
                .contains("{\"key\":\"permissions.deny\",\"value\":\"bash(a)\",\"source\":\"user\","
                        + "\"where\":\"~/.config/lungo/settings.json:1\"}");
        environment.put("MODEL_ID", "from-env");
        assertThat(config("get", "model").out()).isEqualTo("from-env\n");
    }

    @Test
    void it_changes_the_users_file_or_the_one_that_is_named() throws IOException {
        assertThat(config("set", "model", "opus"))
                .isEqualTo(new Ran(0, "changed " + home + "/.config/lungo/settings.json\n", ""));
        assertThat(config("set", "model", "opus"))
                .isEqualTo(new Ran(0, "nothing to change in " + home + "/.config/lungo/settings.json\n", ""));
        assertThat(config("add", "permissions.allow", "bash(npm test)", "glob", "--project")
                        .code())
                .isZero();
        assertThat(config("set", "effort", "low", "--local").code()).isZero();

        assertThat(home.resolve(".config/lungo/settings.json")).hasContent("{\n  \"model\": \"opus\"\n}");
        assertThat(project.resolve(".lungo/settings.json"))
                .hasContent("{\n  \"permissions\": {\n    \"allow\": [\"bash(npm test)\", \"glob\"]\n  }\n}");
        assertThat(project.resolve(".lungo/settings.local.json")).hasContent("{\n  \"effort\": \"low\"\n}");
    }

    @Test
    void what_the_user_writes_into_a_folders_file_counts_and_the_rest_of_it_does_not() throws IOException {
        write(project.resolve(".lungo/settings.json"), "{\"permissions\": {\"allow\": [\"bash(a)\"]}}");

        config("add", "permissions.allow", "bash(b)", "--project");

        assertThat(config("get", "permissions.allow").out()).isEqualTo("bash(b)\n");
    }

    @Test
    void a_file_that_is_repaired_brings_nothing_that_nobody_was_shown() throws IOException {
        write(project.resolve(".lungo/settings.json"), """
                {"permissions": {"allow": ["bash(a)"]}, "sandbox": {"network": ["a.example"]}, "model": "theirs"}""");
        write(project.resolve(".lungo/settings.local.json"), "{\"limits\": {\"maxTurns\": \"bait\"}}");

        assertThat(config("unset", "limits.maxTurns", "--local").code()).isZero();
        assertThat(config("add", "sandbox.network", "b.example", "--project").code())
                .isZero();

        assertThat(config("get", "permissions.allow").out()).isEmpty();
        assertThat(config("get", "sandbox.network").out()).isEqualTo("none\n");
        assertThat(config("get", "model").code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void what_the_user_writes_is_granted_entry_by_entry_and_whole_lists_with_what_was_granted() throws IOException {
        config("set", "sandbox.mode", "light", "--project");
        config("add", "sandbox.network", "a.example", "--project");
        config("add", "sandbox.network", "b.example", "--project");
        config("add", "sandbox.writable", "build", "../shared", "--local");

        assertThat(config().err()).isEmpty();
        assertThat(config("get", "sandbox.allowCommands").out()).isEqualTo("true\n");
        assertThat(config("get", "sandbox.network").out()).isEqualTo("a.example\nb.example\n");
        assertThat(config("get", "sandbox.writable").out()).isEqualTo(project + "/build\n" + home + "/shared\n");

        config("remove", "sandbox.network", "a.example", "--project");
        assertThat(config("get", "sandbox.network").out()).isEqualTo("b.example\n");
    }

    @Test
    void it_says_when_git_would_take_the_users_own_file_along() throws Exception {
        assertThat(new ProcessBuilder("git", "init", "-q", project.toString())
                        .start()
                        .waitFor())
                .isZero();

        Files.writeString(project.resolve(".git/config"), "[core]\n\tfsmonitor = \"touch ran; false\"\n");

        assertThat(config("set", "model", "a", "--local").err())
                .isEqualTo(
                        "lungo: git does not ignore " + project + "/.lungo/settings.local.json, which is meant for you"
                                + " alone: add .lungo/settings.local.json to .gitignore\n");
        Files.writeString(project.resolve(".gitignore"), ".lungo/settings.local.json\n");
        assertThat(config("set", "model", "b", "--local").err()).isEmpty();
        assertThat(project.resolve("ran")).as("what the folder's git would run").doesNotExist();
    }

    @Test
    void what_cannot_be_done_says_what_can() throws IOException {
        refused(
                "there is no setting 'permissions.denny': did you mean 'permissions.deny'? (lungo config lists them)",
                "add",
                "permissions.denny",
                "x");
        refused("there is no setting 'zzz' (lungo config lists them)", "get", "zzz");
        refused("lungo config has no 'sett': did you mean 'set'?", "sett", "model", "x");
        refused("lungo config has no 'frobnicate' (list, get, set, unset, add, remove, schema)", "frobnicate");
        refused(
                "this is written: lungo config set KEY VALUE (a value with blanks in quotes)",
                "set",
                "model",
                "a",
                "b");
        refused("this is written: lungo config get KEY", "get");
        refused(
                "--user, --project and --local are three files: name one of them",
                "set",
                "model",
                "a",
                "--user",
                "--local");
        refused("lungo config list shows what counts, of all files together: it takes no --user", "list", "--user");

        Ran bad = config("set", "sandbox.mode", "hard");
        assertThat(bad).isEqualTo(new Ran(2, "", "lungo: sandbox.mode is one of off, light, strong, not \"hard\"\n"));
    }

    @Test
    void the_schema_is_printed_for_editors() throws IOException {
        assertThat(config("schema").out()).startsWith("{\n  \"$schema\": ").endsWith("}\n");
    }

    private void refused(String message, String... arguments) throws IOException {
        Ran ran = config(arguments);
        assertThat(ran).isEqualTo(new Ran(2, "", "lungo: " + message + "\nAll options: lungo --help\n"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private record Ran(int code, String out, String err) {}

    @Test
    void a_command_of_an_agent_reads_settings_and_changes_none() throws IOException {
        environment.put("LUNGO_TASK", "cookie");

        assertThat(config("get", "permissions.defaultMode").code()).isZero();
        assertThat(config("set", "permissions.defaultMode", "bypassPermissions"))
                .isEqualTo(new Ran(
                        ExitCode.USAGE,
                        "",
                        "lungo: this runs in a command of an agent (LUNGO_TASK is set): settings and trust are changed by"
                                + " people, in a shell of their own\n"));
        assertThat(home.resolve(".config/lungo/settings.json")).doesNotExist();
    }

    private Ran config(String... arguments) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                environment, project, new ByteArrayInputStream(new byte[0]), out, err, DurableSteps.NONE);
        var words = new ArrayList<>(List.of("config"));
        words.addAll(List.of(arguments));
        int code = new Program(surroundings).run(words);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
