package dev.lungo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceRulesTest {
    @Test
    void every_source_file_is_short_and_named_for_what_it_is() throws IOException {
        var sources = Checkout.files("src/main/java", ".java");
        assertThat(sources).hasSizeGreaterThan(30);
        for (var file : sources) {
            try (var lines = Files.lines(file)) {
                assertThat(SourceRules.check(file.getFileName().toString(), lines.count()))
                        .isEmpty();
            }
        }
    }

    @Test
    void no_source_lies_deeper_than_the_launcher_looks_for_newer_ones() {
        for (var file : Checkout.files("src/main", "")) {
            var depth = Checkout.root().relativize(file).getNameCount() - 3;
            assertThat(depth).as(file.toString()).isLessThanOrEqualTo(6);
        }
    }

    /** Who inherits the environment inherits keys: only the run that trains the start-up cache, which has none, may. */
    @Test
    void nobody_hands_its_environment_to_another_program() throws IOException {
        var starters = new ArrayList<String>();
        for (var file : Checkout.files("src/main/java", ".java")) {
            if (Files.readString(file).matches("(?s).*(new ProcessBuilder\\(|getRuntime\\(\\)\\.exec).*")) {
                starters.add(file.getFileName().toString());
            }
        }
        assertThat(starters).containsExactlyInAnyOrder("BareProcess.java", "Training.java");
    }

    @ParameterizedTest
    @CsvSource({"TaskManager.java", "StringUtils.java", "Util.java", "AgentImpl.java", "TestHelper.java"})
    void a_name_that_says_nothing_is_found(String name) {
        assertThat(SourceRules.check(name, 10)).containsExactly(new Violation(name, "has a name that says nothing"));
    }

    @Test
    void a_file_that_is_too_long_is_found_and_the_longest_allowed_is_not() {
        assertThat(SourceRules.check("Long.java", 501))
                .containsExactly(new Violation("Long.java", "has 501 lines, more than 500"));
        assertThat(SourceRules.check("Long.java", 500)).isEmpty();
    }
}
