package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are broken, strange or dangerous: what is said of them, and that nothing of them is taken by half. */
final class OddSettingsTest {
    private SettingsFixture at;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        at = SettingsFixture.in(root);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"permissions": {"deny": ["a"]}            | :1:32: this is not JSON: the text ends too early (a brace, a bracket or a quote is not closed)
            {"model": "a",}                            | :1:15: this is not JSON: a comma is too many, or a name lacks its "quotes"
            {"model": "a" "effort": "low"}             | :1:15: this is not JSON: a comma, a colon or a quote is missing, or one is too many
            {model: "a"}                               | :1:2: this is not JSON: a comma, a colon or a quote is missing, or one is too many
            {} // done                                 | :1:4: this is not JSON: it has no comments
            {} {}                                      | :1: something follows the closing brace
            ["model"]                                  | : settings are one JSON object: { … }
            sk-secret                                  | :1:1: this is not JSON: a comma, a colon or a quote is missing, or one is too many
            {"model": "a", "model": "b"}               | :1: "model" is there twice, and only one would count
            {"permissions": ["bash"]}                  | :1: permissions is an object { … }, not a list
            {"permissions": {"deny": "bash"}}          | :1: permissions.deny is a list of rules such as ["bash(npm test *)", "edit_file"], not "bash"
            {"permissions": {"deny": ["a", 1]}}        | :1: permissions.deny is a list of rules such as ["bash(npm test *)", "edit_file"]; an entry of this list is something else
            {"permissions": {"defaultMode": "yolo"}}   | :1: permissions.defaultMode is one of default, acceptEdits, plan, dontAsk, bypassPermissions, not "yolo"
            {"sandbox": {"mode": true}}                | :1: sandbox.mode is one of off, light, strong, not true
            {"sandbox": {"network": ["http://a/"]}}    | :1: sandbox.network is "none", "all" or a list of hosts such as ["repo.maven.apache.org", "*.npmjs.org"]; an entry of this list is something else
            {"limits": {"maxTurns": 2.5}}              | :1: limits.maxTurns is a whole number of model calls from 1 to 2147483647, not 2.5
            {"limits": {"maxTurns": 1e400}}            | :1: limits.maxTurns is a whole number of model calls from 1 to 2147483647, not 1E+400
            {"limits": {"backgroundWaitSeconds": "x"}} | :1: limits.backgroundWaitSeconds is a number of seconds from 0 to 315360000, or "none", not "x"
            {"model": null}                            | :1: model is a name, not null
            {"sandbox": {"writable": ["a", " "]}}      | :1: sandbox.writable is a list of paths such as ["../shared", "~/.m2"]; an entry of this list is something else
            """)
    void a_file_that_is_not_as_it_should_be_is_not_used(String text, String message) throws IOException {
        at.user(text);

        assertThatThrownBy(() -> at.files().read())
                .isInstanceOf(SettingsException.class)
                .hasMessage("~/.config/lungo/settings.json" + message);
    }

    @Test
    void what_is_nested_deeper_than_anybody_reads_is_refused_as_well() throws IOException {
        at.user("{\"a\":".repeat(501) + "1" + "}".repeat(501));

        assertThatThrownBy(() -> at.files().read())
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "~/.config/lungo/settings.json: something in it is nested deeper, or is longer, than settings"
                                + " ever are");
    }

    @Test
    void everything_wrong_in_a_file_is_said_at_once_with_its_line() throws IOException {
        at.project("""
                {
                  "model": 7,
                  "permissions": {
                    "allow": [
                      "bash(npm test *)",
                      "bash(npm"
                    ]
                  }
                }
                """);

        assertThatThrownBy(() -> at.files().read())
                .satisfies(
                        refused -> assertThat(refused.getMessage())
                                .startsWith(
                                        ".lungo/settings.json:2: model is a name, not 7\n.lungo/settings.json:6: permissions.allow: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"permissions": {"denny": []}}      | there is no setting "permissions.denny"; it is ignored. Did you mean "permissions.deny"?
            {"permission": {"deny": []}}        | there is no setting "permission"; it is ignored. Did you mean "permissions"?
            {"deny": []}                        | there is no setting "deny"; it is ignored. Did you mean "permissions.deny"?
            {"hooks": {}}                       | there is no setting "hooks"; it is ignored
            {"apiKey": "sk-1"}                  | "apiKey" is ignored: keys and other secrets are never settings; they belong into the environment or a .env that git ignores
            {"a\\u001b[2J": 1}                  | there is no setting "a\\u001b[2J"; it is ignored
            """)
    void a_name_that_nobody_knows_is_warned_about(String text, String warning) throws IOException {
        at.user(text);

        Layers layers = at.files().read();

        assertThat(layers.warnings()).containsExactly("~/.config/lungo/settings.json:1: " + warning);
        assertThat(layers.settings(_ -> false)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void a_mark_of_utf_8_in_front_is_no_trouble_and_other_bytes_are() throws IOException {
        at.user("\ufeff{\"model\": \"m\"}");
        assertThat(at.untrusted().model()).contains(new Chosen("m", Source.USER));

        Files.write(at.files().user(), new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        refused("is not text in UTF-8");
    }

    @Test
    void the_users_file_may_be_a_link_and_a_projects_must_not_lead_out_of_it() throws IOException {
        at.user("{}").project("{}");
        Path elsewhere = at.home().resolve("dotfiles.json");
        Files.writeString(elsewhere, "{\"model\": \"m\"}");

        link(at.files().user(), elsewhere);
        assertThat(at.untrusted().model()).contains(new Chosen("m", Source.USER));

        link(at.files().project(), elsewhere);
        refused("is or lies behind a link that leads out of the project");

        Path inside = at.project().resolve("shared.json");
        Files.writeString(inside, "{\"model\": \"p\"}");
        link(at.files().project(), inside);
        assertThat(at.trusted().model()).contains(new Chosen("p", Source.PROJECT));

        link(at.files().project(), at.project().resolve("absent"));
        refused("is a link that leads nowhere");
    }

    @Test
    void a_folder_of_settings_behind_a_link_is_refused_too() throws IOException {
        Path elsewhere = Files.createDirectories(at.home().resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("settings.json"), "{}");
        Files.createSymbolicLink(at.project().resolve(".lungo"), elsewhere);

        refused("leads out of the project");
    }

    @Test
    void what_is_no_file_or_endless_is_not_read() throws Exception {
        at.user("{}");
        Path file = at.files().user();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        refused("is not a regular file");

        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        refused("is not a regular file");

        Files.delete(file);
        Files.createDirectory(file);
        refused("is not a regular file");

        Files.delete(file);
        Files.writeString(file, " ".repeat(SettingsText.LARGEST + 1));
        refused("is larger than 256 KiB");
    }

    @Test
    void what_others_can_write_is_not_believed() throws IOException {
        at.user("{}");
        Files.setPosixFilePermissions(at.files().user(), PosixFilePermissions.fromString("rw-rw-rw-"));
        refused("can be written by everybody");

        Files.setPosixFilePermissions(at.files().user(), PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(at.files().read().warnings()).isEmpty();

        if (User.ofProcess().id() == 0) {
            // An ordinary user may be of one group only, and not able to give the file another.
            Files.setAttribute(at.files().user(), "unix:gid", 4711);
            refused("can be written by the group 4711");
            Files.setAttribute(at.files().user(), "unix:gid", User.ofProcess().group());
        }

        Path folder = at.files().user().resolveSibling("");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused("others can write in ");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> at.files().read())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(why);
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
