package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root);
    }

    @Test
    void the_demo_shows_a_failing_build_being_fixed_and_leaves_nothing_behind() throws Exception {
        try (var demo = lungo.start("demo", "--fast")) {
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.out())
                    .containsSubsequence(
                            "> Build and test the project",
                            "● background_run(sh build.sh)",
                            "Created CHANGELOG.md",
                            "the agent is idle now",
                            "✘",
                            "The build failed",
                            "● edit_file(src/greet.sh)",
                            "● background_run(sh build.sh)",
                            "✔",
                            "The build passes.",
                            "nothing of it is left")
                    .doesNotContain("\033");
            assertThat(demo.err()).isEmpty();
        }
        assertThat(lungo.temporary()).isEmptyDirectory();
        assertThat(lungo.state()).doesNotExist();
    }

    @Test
    void a_demo_that_is_interrupted_leaves_nothing_behind() throws Exception {
        try (var demo = lungo.start("demo")) {
            demo.awaitLine(line -> line.contains("started: sh build.sh"));
            demo.signal("INT");

            assertThat(demo.exitCode()).isEqualTo(130);
        }
        assertThat(lungo.temporary()).isEmptyDirectory();
    }
}
