package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.DurableSteps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lungo in a folder whose name somebody chose to paint the terminal and to say things as Lungo says them. */
final class OddFolderTest {
    private static final String NAME = "nice\033[30;40m\nlungo: forged\nfiles";

    private Path home;
    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        home = root.toRealPath();
        folder = Files.createDirectories(home.resolve(NAME).resolve("sub"));
        Files.createDirectories(folder.resolveSibling(".lungo"));
        Files.writeString(folder.resolveSibling(".lungo/settings.json"), "{\"effort\": \"low\"}");
        Files.writeString(folder.resolve(".env"), "no variable\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sessions", "tasks", "logs b7", "config", "config set model opus --project", "-p x --script s"})
    void its_name_makes_no_line_and_no_colour(String line) {
        String said = run(line.split(" ", -1));

        assertThat(said).contains("nice␛[30;40m⏎lungo: forged⏎files").doesNotContain("\033", "\nlungo: forged");
    }

    @Test
    void nor_does_that_of_settings_that_are_not_as_they_should_be() throws IOException {
        Files.writeString(folder.resolveSibling(".lungo/settings.json"), "{");
        assertThat(run("config")).contains("nice␛[30;40m⏎lungo: forged⏎files").doesNotContain("\033");
    }

    private String run(String... words) {
        var out = new ByteArrayOutputStream();
        var environment = Map.of(
                "HOME", home.toString(), "LUNGO_HOME", home.resolve("state").toString());
        var surroundings = new Surroundings(
                environment, folder, new ByteArrayInputStream(new byte[0]), out, out, DurableSteps.NONE);
        int code = new Program(surroundings).run(List.of(words));
        return out.toString(StandardCharsets.UTF_8) + "exit " + code;
    }
}
