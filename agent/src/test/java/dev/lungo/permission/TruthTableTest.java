package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code truth-table.txt}: what may run, what asks and what is denied, and the reason that is given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthTableTest {
    private SampleProject project;

    @BeforeAll
    void sample(@TempDir Path temp) throws IOException {
        project = SampleProject.in(temp);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_command_is_judged_with_its_reason(TruthTable.Row row) {
        Verdict verdict = project.judged(row.mode(), row.rules(), row.command());
        assertThat(TruthTable.Judged.of(verdict, project)).isEqualTo(row.judged());
    }

    @Test
    void the_table_is_as_long_as_it_was_promised() throws IOException {
        assertThat(TruthTable.rows()).hasSizeGreaterThan(1_500);
    }

    static List<TruthTable.Row> rows() throws IOException {
        return TruthTable.rows();
    }
}
