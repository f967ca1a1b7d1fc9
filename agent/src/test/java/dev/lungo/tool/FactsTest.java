package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "999, 0.9 s",
        "41300, 41.3 s",
        "59999, 59.9 s",
        "60000, 1 min",
        "723000, 12 min 3 s",
        "3600000, 1 h",
        "7500000, 2 h 5 min",
        "90000000, 25 h"
    })
    void durations_are_short(long millis, String text) {
        assertThat(Facts.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void numbers_have_separators_and_nouns_their_plural() {
        assertThat(Facts.bytes(48_112)).isEqualTo("48,112 bytes");
        assertThat(Facts.count(1, "line")).isEqualTo("1 line");
    }

    @Test
    void one_line_is_one_line_and_bounded() {
        assertThat(Facts.oneLine("  a\n\t b\u0000c  ", 20)).isEqualTo("a b c");
        assertThat(Facts.oneLine("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Facts.oneLine("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Facts.oneLine("abcd😀fg", 6)).isEqualTo("abcd…");
    }
}
