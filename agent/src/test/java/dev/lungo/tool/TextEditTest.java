package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEditTest {
    /** In all texts {@code ~} stands for CR and {@code |} for LF. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # file,            old,      new,        result
            a|b|c|,            b,        x|y,        a|x|y|c|
            a~|b~|c~|,         b,        x|y,        a~|x~|y~|c~|
            a~|b~|c~|,         a|b,      a|x,        a~|x~|c~|
            a~|b~|c~|,         a~|b,     a|x,        a~|x~|c~|
            a~|b~|c~|,         b|,       b|n|,       a~|b~|n~|c~|
            a~|b~|c~|,         b|,       '',         a~|c~|
            a~|b|c~|d|,        b|c,      b|x|c,      a~|b|x|c~|d|
            a~|b|c~|d|,        a|b|c|d,  a|b|C|d,    a~|b|C~|d|
            a~|b|c~|d|,        c|d,      c|x|d,      a~|b|c~|x~|d|
            a|b~|,             b,        x|y,        a|x~|y~|
            a~|b,              b,        x|y,        a~|x~|y
            one,               one,      x|y,        x|y
            one,               one,      x~|y,       x|y
            a~|b,              a,        x~|y,       x~|y~|b
            a~b|,              b,        x|y,        a~x|y|
            a~~|b,             b,        c,          a~~|c
            a~|~|b,            a||b,     a|b,        a~|b
            '~|~|~|',          '|||',    '|',        '~|'
            ab|ab|,            ab|ab,    ab|cd,      ab|cd|
            aXbXc,             aXb,      aYb,        aYbXc
            """)
    void line_endings_and_everything_untouched_stay(String file, String oldText, String newText, String result) {
        assertThat(TextEdit.replace(bytes(file), decoded(oldText), decoded(newText), false))
                .isInstanceOfSatisfying(
                        TextEdit.Result.Edited.class,
                        edited -> assertThat(edited.content()).isEqualTo(decoded(result)));
    }

    @Test
    void every_place_gets_the_ending_used_there() {
        assertThat(TextEdit.replace(bytes("x~|a|x|b|x"), "x", "y\nz", true))
                .isEqualTo(new TextEdit.Result.Edited(decoded("y~|z~|a|y|z|b|y|z"), List.of(1, 3, 5)));
    }

    @Test
    void characters_of_several_bytes_are_replaced_whole() {
        byte[] file = "ä€😀ä".getBytes(StandardCharsets.UTF_8);

        assertThat(TextEdit.replace(file, "€😀", "€😁", false))
                .isInstanceOfSatisfying(
                        TextEdit.Result.Edited.class,
                        edited -> assertThat(TextEdit.bytes(edited.content()))
                                .isEqualTo("ä€😁ä".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void random_edits_equal_those_of_the_plain_algorithm_where_all_endings_are_alike() {
        var random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String file = text(random, 30);
            String oldText = text(random, 4);
            String newText = text(random, 6);
            if (oldText.isEmpty() || !file.contains(oldText) || file.indexOf('\n') < 0) {
                continue;
            }
            String expected = file.replace(oldText, newText);
            assertThat(edited(file, oldText, newText)).as(round + "").isEqualTo(expected);
            assertThat(edited(file.replace("\n", "\r\n"), oldText, newText))
                    .as(round + " with CRLF")
                    .isEqualTo(expected.replace("\n", "\r\n"));
        }
    }

    private static String edited(String file, String oldText, String newText) {
        var result = TextEdit.replace(file.getBytes(StandardCharsets.UTF_8), oldText, newText, true);
        return ((TextEdit.Result.Edited) result).content();
    }

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        for (int at = random.nextInt(most + 1); at > 0; at--) {
            text.append("ab\n".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return decoded(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return text.replace('~', '\r').replace('|', '\n');
    }
}
