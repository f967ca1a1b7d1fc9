package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some hundred corners of the grammar ({@code lines.txt}, an arrow for an end of a line), run by the bash of this machine. */
final class RealLinesTest {
    @TempDir
    Path scratch;

    @Test
    void what_bash_does_with_a_line_is_what_was_read_from_it() throws IOException, InterruptedException {
        List<String> lines = lines();
        var bash = new RealBash(scratch);
        List<Boolean> accepted = bash.accepts(lines);
        List<RealBash.Ran> ran = bash.run(lines);

        assertThat(lines)
                .filteredOn(line -> ShellParser.parse(line) instanceof Script)
                .hasSizeGreaterThan(300);
        for (int i = 0; i < lines.size(); i++) {
            if (ShellParser.parse(lines.get(i)) instanceof Script script) {
                var claims = new Claims(script);
                assertThat(accepted.get(i)).as("correct: %s", lines.get(i)).isTrue();
                assertThat(ran.get(i).programs()).as("ran in: %s", lines.get(i)).allMatch(claims::allow);
                assertThat(ran.get(i).files()).as("made in: %s", lines.get(i)).allMatch(claims::allowFile);
            }
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream lines = Objects.requireNonNull(RealLinesTest.class.getResourceAsStream("lines.txt"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace('⏎', '\n'))
                    .toList();
        }
    }
}
