package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The grammar held against the bash of this machine. {@code -Dlungo.fuzz.read=100000 -Dlungo.fuzz.run=5000
 * -Dlungo.fuzz.seed=7} asks for more rounds than a build has time for.
 */
final class ShellFuzzTest {
    private static final long SEED = Long.getLong("lungo.fuzz.seed", 20261126);

    @TempDir
    Path scratch;

    @Test
    void what_is_read_is_correct_to_bash_too() throws IOException, InterruptedException {
        var lines = new RandomLines(SEED);
        var bash = new RealBash(scratch);
        for (int left = Integer.getInteger("lungo.fuzz.read", 4000); left > 0; left -= 2000) {
            var batch = new ArrayList<String>();
            for (int i = 0; i < Math.min(left, 2000); i++) {
                batch.add(i % 2 == 0 ? lines.soup() : lines.mutated());
            }
            List<Boolean> accepted = bash.accepts(batch);
            assertThat(accepted).hasSameSizeAs(batch).contains(true, false);
            for (int i = 0; i < batch.size(); i++) {
                boolean read = ShellParser.parse(batch.get(i)) instanceof Script;
                assertThat(!read || accepted.get(i))
                        .as("read, and wrong to bash: %s", batch.get(i))
                        .isTrue();
            }
        }
    }

    @Test
    void every_program_that_bash_runs_and_every_file_that_it_makes_was_listed()
            throws IOException, InterruptedException {
        var lines = new RandomLines(SEED);
        var bash = new RealBash(scratch);
        for (int left = Integer.getInteger("lungo.fuzz.run", 300); left > 0; left -= 300) {
            var batch = new ArrayList<String>();
            for (int i = 0; i < Math.min(left, 300); i++) {
                batch.add(lines.running());
            }
            List<RealBash.Ran> ran = bash.run(batch);
            assertThat(ran).anyMatch(one -> one.programs().size() > 1);
            for (int i = 0; i < batch.size(); i++) {
                if (ShellParser.parse(batch.get(i)) instanceof Script script) {
                    var claims = new Claims(script);
                    assertThat(ran.get(i).programs())
                            .as("ran in: %s", batch.get(i))
                            .allMatch(claims::allow);
                    assertThat(ran.get(i).files())
                            .as("made in: %s", batch.get(i))
                            .allMatch(claims::allowFile);
                }
            }
        }
    }
}
