package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void what_fits_stays_whole() {
        assertThat(Excerpt.of("0123456789", 10, (head, tail) -> "nothing")).isEqualTo("0123456789");
    }

    @Test
    void long_text_keeps_a_third_from_the_head_and_the_rest_from_the_tail() {
        assertThat(Excerpt.of("aaaXXXXXXXbbbbbb", 9, (head, tail) -> head + "…" + tail))
                .isEqualTo("aaa\n[… aaa…bbbbbb …]\nbbbbbb");
    }

    @Test
    void cuts_fall_on_line_breaks_where_one_is_near() {
        assertThat(Excerpt.of("one\ntwo\nthree\nfour\nfive\n", 18, (_, _) -> "gone"))
                .isEqualTo("one\n[… gone …]\nfour\nfive\n");
    }

    @Test
    void no_cut_falls_into_a_character() {
        assertThat(Excerpt.head("a😀b", 2)).isEqualTo("a");
        assertThat(Excerpt.tail("a😀b", 2)).isEqualTo("b");
    }
}
