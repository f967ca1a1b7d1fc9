package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {
    /** {@code ^} stands for ESC, {@code ~} for CR, {@code |} for LF, {@code !} for BEL, {@code @} for backspace. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            plain text,             plain text
            ^[31mred^[0m,           red
            ^[1;38;5;196mx^[m,      x
            ^[2K^[1Gdone,           done
            a~b~c|d,                c|d
            10%~50%~100%|ok|,       100%|ok|
            10%~|next,              10%|next
            a~~|b,                  a|b
            last~,                  last
            ^]0;title!text,         text
            ^]8;;http://x^\\link,   link
            ^]0;never ends|next,    |next
            ^(Btext,                text
            ^Mup,                   up
            tail^,                  tail
            tail^[,                 tail
            tail^[12;,              tail
            ab@c,                   ac
            done@@|next,            done|next
            abcd@@@x,               axcd
            😀b@@c,                 cb
            a@😀b,                  😀b
            @@x,                    x
            beep!,                  beep
            """)
    void what_a_terminal_would_show_at_the_end(String raw, String shown) {
        assertThat(CleanText.of(decoded(raw))).isEqualTo(decoded(shown));
    }

    @Test
    void invalid_utf8_is_replaced_and_tabs_stay() {
        byte[] bytes = {'a', (byte) 0xff, '\t', (byte) 0xc3, (byte) 0xa4, (byte) 0xe2, (byte) 0x82};

        assertThat(CleanText.of(bytes)).isEqualTo("a\ufffd\tä\ufffd");
    }

    @Test
    void nul_and_the_other_control_characters_vanish() {
        assertThat(CleanText.of("a\0b\u0001c\u007fd\u0085e".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("abcde");
    }

    private static String decoded(String text) {
        return text.replace('^', '\u001b')
                .replace('~', '\r')
                .replace('|', '\n')
                .replace('!', '\u0007')
                .replace('@', '\b');
    }
}
