package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder's own files get without being trusted, and what they have to ask for. */
final class TrustTest {
    private SettingsFixture at;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        at = SettingsFixture.in(root);
    }

    @Test
    void what_only_denies_counts_at_once_and_the_rest_is_asked_for() throws IOException {
        at.project("""
                {"permissions": {"deny": ["bash(a)"], "ask": ["bash(b)"], "allow": ["bash(c)", "bash(d)"],
                                 "additionalDirectories": ["/x"]},
                 "sandbox": {"mode": "light", "hidden": ["/h"], "writable": ["/w"], "network": ["h.example"]},
                 "model": "opus", "limits": {"maxTurns": 5}}""").local("{\"permissions\": {\"allow\": [\"bash(\\u001b]0;x\\u0007)\"]}}");

        Settings counts = at.untrusted();

        assertThat(at.files().read().wishes())
                .containsExactly(
                        wish("permissions.allow", "bash(c)"),
                        wish("permissions.allow", "bash(d)"),
                        wish("permissions.additionalDirectories", "/x"),
                        wish("sandbox.mode", "light (its commands may run unasked)"),
                        wish("sandbox.network", "h.example"),
                        wish("sandbox.writable", "/w"),
                        wish("model", "opus"),
                        wish("limits.maxTurns", "5"),
                        new Wish(".lungo/settings.local.json", "permissions.allow", "bash(\\u001b]0;x\\u0007)"));
        assertThat(counts.permissions().rules().deny()).hasSize(1);
        assertThat(counts.permissions().rules().ask()).hasSize(1);
        assertThat(counts.permissions().rules().allow()).isEmpty();
        assertThat(counts.permissions().additionalDirectories()).isEmpty();
        assertThat(counts.sandbox())
                .isEqualTo(new SandboxSettings(
                        SandboxSettings.Mode.LIGHT,
                        new SandboxSettings.Network.None(),
                        List.of(),
                        List.of(Path.of("/h")),
                        false,
                        true));
        assertThat(counts.model()).isEmpty();
        assertThat(counts.limits()).isEqualTo(Settings.DEFAULT.limits());
    }

    @Test
    void what_was_granted_counts_and_what_came_later_does_not() throws IOException {
        at.project("{\"permissions\": {\"allow\": [\"bash(c)\", \"bash(d)\"]}}");
        var granted = Set.of("permissions.allow bash(c)");

        Settings counts = at.files().read().settings(wish -> granted.contains(wish.line()));

        assertThat(counts.permissions().rules().allow())
                .extracting(rule -> rule.text())
                .containsExactly("bash(c)");
    }

    @Test
    void a_folder_is_granted_as_what_it_leads_to_when_the_user_says_so() throws IOException {
        Files.createDirectories(at.project().resolve("cache"));
        Path victim = Files.createDirectories(at.home().resolve("victim"));
        at.project("{\"sandbox\": {\"writable\": [\"cache\", \"later\"]},"
                + " \"permissions\": {\"additionalDirectories\": [\"cache\"]}}");
        Set<String> granted =
                at.files().read().wishes().stream().map(Wish::line).collect(Collectors.toSet());

        Files.delete(at.project().resolve("cache"));
        Files.createSymbolicLink(at.project().resolve("cache"), victim);
        Files.createSymbolicLink(at.project().resolve("later"), victim);

        assertThat(at.files().read().wishes())
                .containsExactly(
                        wish("permissions.additionalDirectories", victim.toString()),
                        wish("sandbox.writable", victim.toString()),
                        wish("sandbox.writable", victim.toString()));
        Settings counts = at.files().read().settings(wish -> granted.contains(wish.line()));
        assertThat(counts.sandbox().writable()).isEmpty();
        assertThat(counts.permissions().additionalDirectories()).isEmpty();
    }

    /** For each value of the user and the folder: what counts without trust, and whether trust is asked for. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            permissions.defaultMode, default,           plan,              plan,              false
            permissions.defaultMode, default,           dontAsk,           dontAsk,           false
            permissions.defaultMode, default,           acceptEdits,       default,           true
            permissions.defaultMode, default,           bypassPermissions, default,           true
            permissions.defaultMode, acceptEdits,       default,           default,           false
            permissions.defaultMode, bypassPermissions, acceptEdits,       acceptEdits,       false
            permissions.defaultMode, plan,              dontAsk,           plan,              true
            permissions.defaultMode, dontAsk,           plan,              dontAsk,           true
            permissions.defaultMode, plan,              plan,              plan,              false
            sandbox.mode,            off,               light,             light,             true
            sandbox.mode,            light,             strong,            strong,            false
            sandbox.mode,            strong,            light,             strong,            true
            sandbox.mode,            light,             off,               light,             true
            sandbox.network,         all,               none,              none,              false
            sandbox.network,         none,              all,               none,              true
            """)
    void a_single_value_counts_where_it_is_stricter(
            String key, String users, String folders, String counts, boolean asks) throws IOException {
        at.user(json(key, '"' + users + '"')).project(json(key, '"' + folders + '"'));

        assertThat(effective(key)).isEqualTo(counts);
        assertThat(at.files().read().wishes()).hasSize(asks ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            sandbox.network         | ["a.example", "b.example"] | ["a.example"]              | a.example            | false
            sandbox.network         | ["a.example"]              | ["a.example", "b.example"] | a.example            | true
            sandbox.network         | "all"                      | ["a.example"]              | a.example            | false
            sandbox.network         | "none"                     | ["a.example"]              | none                 | true
            sandbox.network         | ["a.example"]              | "none"                     | none                 | false
            sandbox.allowCommands   | true                       | false                      | false                | false
            sandbox.allowCommands   | false                      | true                       | false                | true
            sandbox.allowUnconfined | true                       | false                      | false                | false
            sandbox.allowUnconfined | false                      | true                       | false                | true
            """)
    void hosts_and_flags_too(String key, String users, String folders, String counts, boolean asks) throws IOException {
        at.user(json(key, users)).project(json(key, folders));

        assertThat(effective(key)).isEqualTo(counts);
        assertThat(at.files().read().wishes()).hasSize(asks ? 1 : 0);
    }

    /** For the sandbox of the user, what the folder says, and what was granted: whether its commands need no asking. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            off   | {"mode": "light"}                          |              | light  | false
            off   | {"mode": "strong"}                         |              | strong | false
            off   | {"mode": "strong", "allowCommands": true}  |              | strong | false
            off   | {"mode": "light", "allowCommands": false}  |              | light  | false
            off   | {"mode": "light"}                          | sandbox.mode | light  | true
            light | {"mode": "strong"}                         |              | strong | true
            light | {"mode": "strong", "allowCommands": false} |              | strong | false
            """)
    void a_sandbox_that_a_folder_brings_does_not_let_its_commands_run_unasked(
            String users, String folders, String granted, String counts, boolean unasked) throws IOException {
        at.user(json("sandbox.mode", '"' + users + '"')).project("{\"sandbox\": " + folders + "}");

        SandboxSettings sandbox = at.files()
                .read()
                .settings(wish -> wish.setting().equals(granted))
                .sandbox();

        assertThat(sandbox.mode()).hasToString(counts.toUpperCase(Locale.ROOT));
        assertThat(sandbox.allowCommands()).isEqualTo(unasked);
    }

    @Test
    void the_users_own_sandbox_lets_commands_run_though_a_folder_wants_one_too() throws IOException {
        at.user("{\"sandbox\": {\"mode\": \"light\"}}").project("{\"sandbox\": {\"mode\": \"light\"}}");

        assertThat(at.untrusted().sandbox().allowCommands()).isTrue();
        assertThat(at.files().read().wishes()).isEmpty();
    }

    @Test
    void the_local_file_of_a_folder_nobody_trusts_does_not_loosen_the_projects() throws IOException {
        at.project("{\"sandbox\": {\"mode\": \"strong\"}}").local("{\"sandbox\": {\"mode\": \"light\"}}");

        assertThat(at.untrusted().sandbox().mode()).isEqualTo(SandboxSettings.Mode.STRONG);
        assertThat(at.trusted().sandbox().mode()).isEqualTo(SandboxSettings.Mode.LIGHT);
    }

    @Test
    void what_the_user_says_for_this_run_counts_before_a_stricter_folder() throws IOException {
        at.project("{\"sandbox\": {\"mode\": \"strong\"}}");

        Settings counts = at.files()
                .read()
                .with(at.files().given("{\"sandbox\": {\"mode\": \"off\"}}"))
                .settings(_ -> false);

        assertThat(counts.sandbox().mode()).isEqualTo(SandboxSettings.Mode.OFF);
    }

    private String effective(String key) {
        Key of = Key.of(key).orElseThrow();
        return Kind.line(at.files().read().merged(_ -> false).of(of).getLast().value());
    }

    private static String json(String key, String value) {
        int dot = key.indexOf('.');
        return "{\"" + key.substring(0, dot) + "\": {\"" + key.substring(dot + 1) + "\": " + value + "}}";
    }

    private static Wish wish(String setting, String value) {
        return new Wish(".lungo/settings.json", setting, value);
    }
}
