package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.tasks.DurableSteps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
    @Test
    void the_program_starts_and_answers(@TempDir Path root) throws Exception {
        try (var version = new LungoProgram(root).start("--version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.out()).isEqualTo("lungo " + versionOfTheBuild());
            assertThat(version.err()).isEmpty();
        }
    }

    @Test
    void the_help_names_every_option_and_command(@TempDir Path folder) {
        Ran help = run(folder, "--help");

        assertThat(help.code()).isZero();
        for (Flag flag : Flag.values()) {
            if (flag != Flag.FAST && flag != Flag.FOLLOW) {
                assertThat(help.out()).contains(flag.spelling());
            }
        }
        assertThat(help.out()).contains(CommandName.spellings()).contains("Examples");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void wrong_usage_goes_to_stderr_with_exit_2(@TempDir Path folder) {
        assertThat(run(folder, "--modle", "x"))
                .isEqualTo(new Ran(
                        2, "", "lungo: unknown option --modle: did you mean --model?\nAll options: lungo --help\n"));
        assertThat(run(folder, "-p", "x", "--script", "absent.json", "--add-dir", "nowhere"))
                .isEqualTo(new Ran(2, "", "lungo: --add-dir nowhere: there is no such folder\n"));
    }

    @Test
    void a_script_that_is_not_there_fails_the_run(@TempDir Path folder) {
        Ran ran = run(folder, "-p", "x", "--script", "absent.json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("There is no script at absent.json.");
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(Path folder, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                Map.of("LUNGO_HOME", folder.resolve("state").toString()),
                folder,
                new ByteArrayInputStream(new byte[0]),
                out,
                err,
                DurableSteps.NONE);
        int code = new Program(surroundings).run(List.of(arguments));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** From the pom next to the tests. */
    private static String versionOfTheBuild() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.exists(folder.resolve("mvnw"))) {
                String text = Files.readString(pom);
                return text.substring(text.indexOf("<version>") + 9, text.indexOf("</version>"));
            }
        }
        throw new IOException("no pom.xml above " + Path.of("").toAbsolutePath());
    }
}
