package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void what_fits_stays_whole() {
        assertThat(Excerpt.of("0123456789", 10, "log")).isEqualTo("0123456789");
    }

    @Test
    void long_text_keeps_a_third_from_the_head_and_the_rest_from_the_tail() {
        assertThat(Excerpt.of("aaaXXXXXXXbbbbbb", 9, "whole output: x.log"))
                .isEqualTo("aaa\n[… 7 characters left out; whole output: x.log …]\nbbbbbb");
    }

    @Test
    void cuts_fall_on_line_breaks_where_one_is_near() {
        assertThat(Excerpt.of("one\ntwo\nthree\nfour\nfive\n", 18, ""))
                .isEqualTo("one\n[… 10 characters left out …]\nfour\nfive\n");
    }

    @Test
    void no_cut_falls_into_a_character() {
        assertThat(Excerpt.head("a😀b", 2)).isEqualTo("a");
        assertThat(Excerpt.tail("a😀b", 2)).isEqualTo("b");
    }
}
