package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file when one setting in it is changed. */
final class SettingsEditorTest {
    private SettingsFixture at;
    private Path lock;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        at = SettingsFixture.in(root);
        lock = at.home().resolve("lock");
    }

    @Test
    void a_file_that_is_not_there_is_made_for_nobody_else() throws IOException {
        assertThat(editor(Source.USER).set(Key.MODEL, "opus").changed()).isTrue();

        Path file = at.files().user();
        assertThat(file).hasContent("{\n  \"model\": \"opus\"\n}");
        assertThat(modes(file)).isEqualTo("rw-------");
        assertThat(modes(file.resolveSibling(""))).isEqualTo("rwx------");
        assertThat(file.resolveSibling("").toFile().list()).containsExactly("settings.json");
    }

    @Test
    void nothing_is_written_outside_of_the_project() throws IOException {
        Path victim = Files.createDirectory(at.home().resolve("victim"));
        Files.createSymbolicLink(at.files().project().resolveSibling("").normalize(), victim);

        assertThatThrownBy(() -> editor(Source.PROJECT).set(Key.MODEL, "opus"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        at.files().project() + " is not written: it lies behind a link that leads out of the project."
                                + " Remove the link, or move it away");
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void order_and_what_nobody_knows_stay_as_they_are() throws IOException {
        at.project("""
                {
                  "later": {"x": [1, 2.50, {"y": null}]},
                  "model": "sonnet",
                  "permissions": {"deny": ["bash(a)"], "odd": true}
                }
                """);
        Files.setPosixFilePermissions(at.files().project(), PosixFilePermissions.fromString("rw-r-----"));

        editor(Source.PROJECT).set(Key.MODEL, "opus");
        editor(Source.PROJECT).add(Key.DENY, List.of("bash(b *)", "bash(a)"));
        editor(Source.PROJECT).set(Key.ALLOW_COMMANDS, "false");

        assertThat(at.files().project()).hasContent("""
                {
                  "later": {
                    "x": [
                      1,
                      2.50,
                      {
                        "y": null
                      }
                    ]
                  },
                  "model": "opus",
                  "permissions": {
                    "deny": ["bash(a)", "bash(b *)"],
                    "odd": true
                  },
                  "sandbox": {
                    "allowCommands": false
                  }
                }""");
        assertThat(modes(at.files().project())).isEqualTo("rw-r-----");
    }

    @Test
    void entries_and_settings_are_removed_and_empty_groups_with_them() throws IOException {
        at.local("{\"model\": \"m\", \"permissions\": {\"allow\": [\"glob\", \"grep\"]}}");

        assertThat(editor(Source.LOCAL)
                        .remove(Key.ALLOW, List.of("glob", "absent"))
                        .changed())
                .isTrue();
        assertThat(at.files().local())
                .hasContent("{\n  \"model\": \"m\",\n  \"permissions\": {\n    \"allow\": [\"grep\"]\n  }\n}");
        assertThat(editor(Source.LOCAL).remove(Key.ALLOW, List.of("grep")).changed())
                .isTrue();
        assertThat(editor(Source.LOCAL).unset(Key.ASK).changed()).isFalse();
        assertThat(editor(Source.LOCAL).unset(Key.MODEL).changed()).isTrue();
        assertThat(at.files().local()).hasContent("{}");
    }

    @Test
    void what_changes_nothing_writes_nothing() throws IOException {
        at.user("{ \"model\":\"m\" }");

        assertThat(editor(Source.USER).set(Key.MODEL, "m").changed()).isFalse();
        assertThat(editor(Source.LOCAL).unset(Key.MODEL).changed()).isFalse();

        assertThat(at.files().user()).hasContent("{ \"model\":\"m\" }");
        assertThat(at.files().local()).doesNotExist();
    }

    @Test
    void values_are_typed_as_people_type_them() throws IOException {
        editor(Source.USER).set(Key.NETWORK, "a.example, *.b.example");
        editor(Source.USER).set(Key.MAX_TURNS, "40");
        editor(Source.USER).set(Key.BACKGROUND_WAIT, "none");
        editor(Source.USER).set(Key.DENY, "[\"bash(rm *)\"]");
        editor(Source.USER).add(Key.NETWORK, List.of("c.example"));

        assertThat(at.files().user()).hasContent("""
                {
                  "sandbox": {
                    "network": ["a.example", "*.b.example", "c.example"]
                  },
                  "limits": {
                    "maxTurns": 40,
                    "backgroundWaitSeconds": "none"
                  },
                  "permissions": {
                    "deny": ["bash(rm *)"]
                  }
                }""");
    }

    @Test
    void what_a_setting_does_not_take_is_refused_with_what_it_takes() {
        refused(
                () -> editor(Source.USER).set(Key.MAX_TURNS, "many"),
                "limits.maxTurns is a whole number of model calls");
        refused(
                () -> editor(Source.USER).set(Key.DENY, "bash"),
                "(one more entry: lungo config add permissions.deny \"bash\")");
        refused(() -> editor(Source.USER).add(Key.MODEL, List.of("opus")), "model is no list there");
        refused(() -> editor(Source.USER).add(Key.DENY, List.of("bash(")), "permissions.deny: ");
        refused(() -> editor(Source.USER).set(Key.DEFAULT_MODE, "yolo"), "is one of default, acceptEdits");
        assertThat(at.files().user()).doesNotExist();
    }

    @Test
    void a_broken_file_is_left_alone_unless_the_change_repairs_it() throws IOException {
        at.user("{\"model\": \"m\",}");
        refused(() -> editor(Source.USER).set(Key.EFFORT, "low"), "this is not JSON");
        assertThat(at.files().user()).hasContent("{\"model\": \"m\",}");

        at.user("{\"model\": 7}");
        refused(() -> editor(Source.USER).set(Key.EFFORT, "low"), "model is a name, not 7");
        assertThat(at.files().user()).hasContent("{\"model\": 7}");
        assertThat(editor(Source.USER).set(Key.MODEL, "opus").changed()).isTrue();
        assertThat(at.untrusted().model()).contains(new Chosen("opus", Source.USER));
    }

    @Test
    void a_link_of_the_user_stays_one() throws IOException {
        Path dotfile = at.home().resolve("dotfile.json");
        Files.writeString(dotfile, "{}");
        Files.createDirectories(at.files().user().resolveSibling(""));
        Files.createSymbolicLink(at.files().user(), dotfile);

        editor(Source.USER).set(Key.MODEL, "opus");

        assertThat(at.files().user()).isSymbolicLink();
        assertThat(dotfile).hasContent("{\n  \"model\": \"opus\"\n}");
    }

    private SettingsEditor editor(Source source) {
        return new SettingsEditor(at.files(), source, lock);
    }

    private static void refused(Runnable change, String why) {
        assertThatThrownBy(change::run).isInstanceOf(SettingsException.class).hasMessageContaining(why);
    }

    private static String modes(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
