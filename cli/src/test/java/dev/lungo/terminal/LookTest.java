package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "1;31             | 1;31",
                "0                | -",
                "''               | -",
                "31;0;4           | 4",
                "1;2;22;3         | 3",
                "97;107           | 97;107",
                "38;5;208         | 38;5;208",
                "48;2;1;2;3;1     | 1;48;2;1;2;3",
                "38:2::255:0:7    | 38;2;255;0;7",
                "38:2:1:255:0:7   | 38;2;255;0;7",
                "4:3              | 4",
                "4;4:0            | -",
                "8                | -",
                "5;6              | -",
                "38;5;999         | -",
                "38;5             | -",
                "38;2;1;2         | -",
                "38               | -",
                "99999999999999   | -",
                "31;;32           | 32",
                "31;?;1           | 1;31",
            })
    void what_is_harmless_is_taken_over_and_written_anew(String parameters, String sgr) {
        assertThat(Look.PLAIN.after(parameters).sgr()).isEqualTo(sgr == null ? "" : sgr);
    }
}
