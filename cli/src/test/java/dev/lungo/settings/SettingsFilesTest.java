package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.Prompt.Effort;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRule;
import dev.lungo.permission.PermissionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings files say together, and what comes of files that say nothing sensible. */
final class SettingsFilesTest {
    private SettingsFixture at;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        at = SettingsFixture.in(root);
    }

    @Test
    void without_files_the_defaults_count() {
        assertThat(at.trusted()).isEqualTo(Settings.DEFAULT);
        assertThat(at.files().read().warnings()).isEmpty();
    }

    @Test
    void a_file_can_say_everything() throws IOException {
        at.user("""
                {
                  "$schema": "anything",
                  "permissions": {
                    "defaultMode": "acceptEdits",
                    "allow": ["bash(npm test *)", "glob"],
                    "ask": ["bash(git push *)"],
                    "deny": ["read_file(./secret/**)"],
                    "additionalDirectories": ["../shared", "~/notes", "/srv/x"]
                  },
                  "sandbox": {
                    "mode": "strong",
                    "network": ["repo.maven.apache.org", "*.npmjs.org"],
                    "writable": ["~/.m2"],
                    "hidden": ["/srv/keys"],
                    "allowCommands": false,
                    "allowUnconfined": false
                  },
                  "model": "opus",
                  "provider": "anthropic",
                  "effort": "high",
                  "limits": {
                    "commandTimeoutSeconds": 1.5,
                    "maxCommandTimeoutSeconds": 900,
                    "outputCharacters": 5000,
                    "streamSilenceSeconds": 20,
                    "orphanGraceSeconds": 60,
                    "backgroundWaitSeconds": "none",
                    "maxTurns": 40,
                    "maxBudgetUsd": 2.5
                  }
                }
                """);

        assertThat(at.untrusted())
                .isEqualTo(new Settings(
                        new PermissionSettings(
                                PermissionMode.ACCEPT_EDITS,
                                new PermissionRules(
                                        List.of(rule("read_file(./secret/**)", PermissionRule.Source.USER)),
                                        List.of(rule("bash(git push *)", PermissionRule.Source.USER)),
                                        List.of(
                                                rule("bash(npm test *)", PermissionRule.Source.USER),
                                                rule("glob", PermissionRule.Source.USER))),
                                List.of(
                                        at.project().resolveSibling("shared"),
                                        at.home().resolve("notes"),
                                        Path.of("/srv/x"))),
                        new SandboxSettings(
                                SandboxSettings.Mode.STRONG,
                                new SandboxSettings.Network.Hosts(List.of("repo.maven.apache.org", "*.npmjs.org")),
                                List.of(at.home().resolve(".m2")),
                                List.of(Path.of("/srv/keys")),
                                false,
                                false),
                        Optional.of(new Chosen("opus", Source.USER)),
                        Optional.of(new Chosen("anthropic", Source.USER)),
                        Effort.HIGH,
                        new LimitSettings(
                                Duration.ofMillis(1500),
                                Duration.ofMinutes(15),
                                5000,
                                Optional.of(Duration.ofSeconds(20)),
                                Duration.ofMinutes(1),
                                LimitSettings.NO_LIMIT,
                                OptionalInt.of(40),
                                OptionalDouble.of(2.5))));
        assertThat(at.files().read().warnings()).isEmpty();
    }

    @Test
    void of_single_values_the_nearest_file_counts_and_rules_add_up() throws IOException {
        at.user("{\"model\": \"u\", \"effort\": \"low\", \"permissions\": {\"deny\": [\"bash(a)\"]}}")
                .project("{\"model\": \"p\", \"permissions\": {\"deny\": [\"bash(b)\"], \"allow\": [\"glob\"]}}")
                .local("{\"model\": \"l\", \"permissions\": {\"deny\": [\"bash(c)\", \"bash(a)\"]}}");

        Settings all = at.files()
                .read()
                .with(at.files().given("{\"model\": \"g\", \"permissions\": {\"deny\": [\"bash(d)\"]}}"))
                .settings(_ -> true);

        assertThat(at.trusted().model()).contains(new Chosen("l", Source.LOCAL));
        assertThat(all.model()).contains(new Chosen("g", Source.GIVEN));
        assertThat(all.effort()).isEqualTo(Effort.LOW);
        assertThat(all.permissions().rules())
                .isEqualTo(new PermissionRules(
                        List.of(
                                rule("bash(a)", PermissionRule.Source.USER),
                                rule("bash(b)", PermissionRule.Source.PROJECT),
                                rule("bash(c)", PermissionRule.Source.LOCAL),
                                rule("bash(a)", PermissionRule.Source.LOCAL),
                                rule("bash(d)", PermissionRule.Source.FLAG)),
                        List.of(),
                        List.of(rule("glob", PermissionRule.Source.PROJECT))));
    }

    @Test
    void settings_for_one_run_come_from_a_file_or_stand_there_themselves() throws IOException {
        Files.writeString(at.project().resolve("more.json"), "{\"model\": \"m\"}");

        assertThat(at.files().given("more.json").value(Key.MODEL)).isPresent();
        assertThat(at.files().given(" {}").values()).isEmpty();
        assertThatThrownBy(() -> at.files().given("absent.json"))
                .hasMessage("--settings: there is no file " + at.project() + "/absent.json (settings themselves begin"
                        + " with a brace: --settings '{\"model\": \"opus\"}')");
        assertThatThrownBy(() -> at.files().given("{\"model\": }"))
                .hasMessage("--settings:1:11: this is not JSON: a comma, a colon or a quote is missing, or one is too"
                        + " many");
    }

    @Test
    void a_project_is_found_from_its_folders_below_and_no_further_than_its_repository() throws IOException {
        at.project("{\"permissions\": {\"deny\": [\"bash(a)\"], \"additionalDirectories\": [\"x\"]}}");
        Path below = Files.createDirectories(at.project().resolve("a/b"));
        Path other = Files.createDirectories(at.project().resolve("vendor/repository/src"));
        Files.createDirectory(at.project().resolve("vendor/repository/.git"));

        Settings fromBelow = at.files(below).read().settings(_ -> true);

        assertThat(fromBelow.permissions().rules().deny())
                .containsExactly(rule("bash(a)", PermissionRule.Source.PROJECT));
        assertThat(fromBelow.permissions().additionalDirectories())
                .containsExactly(at.project().resolve("x"));
        assertThat(at.files(other).read().settings(_ -> true)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void the_users_file_is_where_xdg_says() {
        assertThat(SettingsFiles.of(Map.of("HOME", "/h", "XDG_CONFIG_HOME", "/x"), at.project())
                        .user())
                .isEqualTo(Path.of("/x/lungo/settings.json"));
        assertThat(SettingsFiles.of(Map.of("HOME", "/h", "XDG_CONFIG_HOME", "relative"), at.project())
                        .user())
                .isEqualTo(Path.of("/h/.config/lungo/settings.json"));
    }

    private static PermissionRule rule(String text, PermissionRule.Source source) {
        return PermissionRule.parse(text, source);
    }
}
