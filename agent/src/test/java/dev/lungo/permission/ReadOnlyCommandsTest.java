package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadOnlyCommandsTest {
    @Test
    void every_line_of_the_table_has_its_columns_and_a_reason() throws IOException {
        for (String line : lines()) {
            if (!line.startsWith("@")) {
                var columns = line.split(" *\\| *", 5);
                assertThat(columns).as(line).hasSize(5);
                assertThat(columns[4]).as(line).isNotBlank();
            }
        }
    }

    @Test
    void no_command_stands_in_it_twice() throws IOException {
        var names = new HashSet<String>();
        for (String line : lines()) {
            if (!line.startsWith("@")) {
                for (String name : line.substring(0, line.indexOf(" |")).split(",", -1)) {
                    assertThat(names.add(name)).as(name).isTrue();
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(150);
    }

    @Test
    void a_command_of_two_words_counts_before_one_of_one() {
        assertThat(ReadOnlyCommands.all().find(words("git", "log", "-1")))
                .hasValueSatisfying(known -> assertThat(known.words()).isEqualTo(2));
        assertThat(ReadOnlyCommands.all().find(words("git", "stash", "list")))
                .hasValueSatisfying(known -> assertThat(known.words()).isEqualTo(3));
        assertThat(ReadOnlyCommands.all().find(words("git", "push"))).isEmpty();
        assertThat(ReadOnlyCommands.all().find(words("ls", "log")))
                .hasValueSatisfying(known -> assertThat(known.words()).isEqualTo(1));
    }

    private static List<Argument> words(String... words) {
        return Arrays.stream(words).map(Argument::of).toList();
    }

    private static List<String> lines() throws IOException {
        try (var in = Objects.requireNonNull(ReadOnlyCommands.class.getResourceAsStream("read-only-commands.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
