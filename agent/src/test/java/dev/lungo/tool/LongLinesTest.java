package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of characters that are two chars long, a cut takes both or none. */
class LongLinesTest {
    private static String emojis(int offset) {
        return "x".repeat(offset) + "😀".repeat(1000);
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_line_that_is_read_in_part_ends_with_a_whole_character(int offset) throws Exception {
        String line = emojis(offset);
        var bytes = new ByteArrayInputStream((line + "\nnext").getBytes(StandardCharsets.UTF_8));
        try (var lines = new Lines(bytes, Encoding.UTF_8, 100)) {
            String read = String.valueOf(lines.next());

            assertThat(read).hasSize(100 - offset).matches(LongLinesTest::isWhole);
            assertThat(lines.cut()).isEqualTo(line.length() - read.length());
            assertThat(lines.next()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void the_part_around_a_match_holds_whole_characters(int offset) {
        for (int at : new int[] {0, 1000, 1001, 1999}) {
            assertThat(GrepReport.around(emojis(offset), at)).matches(LongLinesTest::isWhole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_snippet_holds_whole_characters(int offset) {
        assertThat(Snippet.of(List.of(emojis(offset)), 0, 1)).matches(LongLinesTest::isWhole);
    }
}
