package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CleanOutputTest {
    @Test
    void what_would_steer_the_terminal_is_left_out_even_in_pieces() throws IOException {
        assertThat(clean("\033[31mred\033[0m\n", "tit", "le\033]0;ev", "il\007!\r\n", "bell\007\n"))
                .isEqualTo("red\ntitle!\nbell␇\n");
    }

    @Test
    void letters_that_are_cut_between_pieces_are_whole_again() throws IOException {
        byte[] text = "grün\n".getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        try (var clean = new CleanOutput(out, false)) {
            clean.write(text, 0, 3);
            clean.write(text, 3, text.length - 3);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("grün\n");
    }

    @Test
    void of_a_line_that_is_drawn_over_the_last_state_is_shown() throws IOException {
        assertThat(clean("10%\r50%\r100%\n", "no end")).isEqualTo("100%\nno end");
    }

    @Test
    void colours_stay_and_end_with_each_line() throws IOException {
        assertThat(coloured("\033[1;31mred\n", "still\033[0m plain\n", "\033[32mhidden\rgreen\n", "\033[m\n"))
                .isEqualTo("""
                        \033[1;31mred\033[0m
                        \033[1;31mstill\033[0m plain
                        \033[32mgreen\033[0m

                        """);
    }

    @Test
    void without_colour_nothing_of_them_is_left() throws IOException {
        assertThat(clean("\033[1;31mred\n", "still\033[0m plain\n")).isEqualTo("red\nstill plain\n");
    }

    private static String clean(String... pieces) throws IOException {
        return through(false, pieces);
    }

    private static String coloured(String... pieces) throws IOException {
        return through(true, pieces);
    }

    private static String through(boolean colour, String... pieces) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var clean = new CleanOutput(out, colour)) {
            for (String piece : pieces) {
                clean.write(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
