package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.settings.Settings;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.tasks.DurableSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a yes for good. */
final class LocalRulesTest {
    private Surroundings surroundings;
    private LocalRules rules;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        Path folder = root.toRealPath();
        surroundings = new Surroundings(
                Map.of(
                        "HOME",
                        folder.resolve("home").toString(),
                        "LUNGO_HOME",
                        folder.resolve("state").toString()),
                Files.createDirectories(folder.resolve("project")),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                DurableSteps.NONE);
        rules = new LocalRules(surroundings);
    }

    @Test
    void it_is_in_the_users_file_of_the_project_and_counts_the_next_time() throws IOException {
        Files.createDirectories(rules.path().resolveSibling(""));
        Files.writeString(rules.path(), "{\"permissions\": {\"allow\": [\"bash(rm *)\"]}}");

        rules.allow(List.of("bash(npm test *)"));
        rules.allow(List.of("bash(npm test *)", "glob"));

        assertThat(rules.path())
                .isEqualTo(surroundings.workingFolder().resolve(".lungo/settings.local.json"))
                .hasContent(
                        "{\n  \"permissions\": {\n    \"allow\": [\"bash(rm *)\", \"bash(npm test *)\", \"glob\"]\n  }\n}");
        assertThat(counts().permissions().rules().allow())
                .as("what was in the file before was never granted")
                .extracting(rule -> rule.text())
                .containsExactly("bash(npm test *)", "glob");
    }

    @Test
    void a_file_that_git_would_take_along_is_said_to_be() throws Exception {
        Files.createDirectories(rules.path().resolveSibling(""));
        assertThat(rules.note()).as("no repository").isEmpty();

        var git = new ProcessBuilder("git", "init", "-q")
                .directory(surroundings.workingFolder().toFile())
                .start();
        assertThat(git.waitFor()).isZero();
        assertThat(rules.note()).contains("git does not ignore it");

        Files.writeString(surroundings.workingFolder().resolve(".gitignore"), ".lungo/settings.local.json\n");
        assertThat(rules.note()).isEmpty();
    }

    @Test
    void a_broken_file_is_left_as_it_is() throws IOException {
        Files.createDirectories(rules.path().resolveSibling(""));
        Files.writeString(rules.path(), "{");

        assertThatThrownBy(() -> rules.allow(List.of("glob")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this is not JSON");
        assertThat(rules.path()).hasContent("{");
    }

    private Settings counts() {
        var trust = new FolderTrust(surroundings.state(), surroundings.workingFolder());
        return SettingsFiles.of(surroundings.environment(), surroundings.workingFolder())
                .read()
                .settings(trust::grants);
    }
}
