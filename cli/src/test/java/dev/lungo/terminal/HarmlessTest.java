package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HarmlessTest {
    @Test
    void ordinary_text_of_any_script_stays_as_it_is() {
        String text = "grüße, 日本語, עברית, 👩‍💻 ok ~!";
        assertThat(Harmless.line(text)).isEqualTo(text);
    }

    @Test
    void escape_sequences_are_left_out_for_reading() {
        assertThat(Harmless.line("\033[1;31mred\033[0m \033]0;title\007x\033]8;;http://a\033\\link\033(B \u009b2Jend"))
                .isEqualTo("red xlink end");
    }

    @Test
    void what_is_no_whole_sequence_is_shown() {
        assertThat(Harmless.line("a\033")).isEqualTo("a␛");
        assertThat(Harmless.line("a\033[12")).isEqualTo("a␛[12");
        assertThat(Harmless.line("a\033]0;never ends")).isEqualTo("a␛]0;never ends");
    }

    @Test
    void control_characters_are_shown() {
        assertThat(Harmless.line("a\rb\bc\007d\0e\177f\u0085g\nh\ti")).isEqualTo("a␍b␈c␇d␀e␡f\\u{85}g⏎h    i");
    }

    @Test
    void what_reorders_or_hides_text_is_shown() {
        assertThat(Harmless.line("a\u202eb\u2066c\u200bd\ufeffe\u2028f"))
                .isEqualTo("a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}e\\u{2028}f");
    }

    @Test
    void a_lone_surrogate_is_replaced() {
        assertThat(Harmless.line("a\ud83d!")).isEqualTo("a\ufffd!");
    }

    @Test
    void for_deciding_nothing_is_left_out() {
        assertThat(Harmless.exact("rm\t-rf\u00a0x \033[8mhidden\033[0m\u200d\u3164\udb40\udc41\u00adé"))
                .isEqualTo("rm␉-rf\\u{a0}x ␛[8mhidden␛[0m\\u{200d}\\u{3164}\\u{e0041}\\u{ad}é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033", "\033[", "\u009b", "\033]", "\033P", "\033(", "\033%", "\ud83d", "\udc00"})
    void a_sequence_cut_anywhere_is_no_error_and_lets_no_control_character_through(String cut) {
        for (String text : new String[] {cut, "x" + cut, cut + "x", cut + "\n"}) {
            assertThat(Harmless.line(text).chars()).allMatch(c -> c >= ' ' && (c < 0x7f || c > 0x9f));
            assertThat(Harmless.exact(text).chars()).allMatch(c -> c >= ' ' && (c < 0x7f || c > 0x9f));
        }
    }
}
