package dev.lungo.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedHostsTest {
    /** What is allowed, what is wanted, and what speaks against it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.org      | example.org:443       |
            example.org      | example.org:80        |
            example.org      | EXAMPLE.org.:443      |
            Example.ORG.     | example.org:443       |
            example.org      | example.org:22        | PORT
            example.org:8443 | example.org:8443      |
            example.org:8443 | example.org:443       | PORT
            example.org      | www.example.org:443   | NOT_LISTED
            example.org      | example.org.evil:443  | NOT_LISTED
            example.org      | notexample.org:443    | NOT_LISTED
            *.example.org    | www.example.org:443   |
            *.example.org    | a.b.example.org:443   |
            *.example.org    | example.org:443       | NOT_LISTED
            *.example.org    | notexample.org:443    | NOT_LISTED
            *.example.org    | x.example.org:25      | PORT
            192.0.2.7        | 192.0.2.7:443         |
            192.0.2.7        | 192.0.2.8:443         | NOT_LISTED
            192.0.2.7        | 3221225991:443        | NOT_LISTED
            [2001:db8::7]    | [2001:db8::7]:443     |
            [2001:db8::7]    | [2001:db8::8]:443     | NOT_LISTED
            localhost:3000   | localhost:3000        |
            localhost:3000   | localhost:80          | PORT
            bücher.example   | xn--bcher-kva.example:443 |
            """)
    void a_host_is_allowed_by_its_name_and_port(String allowed, String wanted, Denial.Reason reason) {
        assertThat(AllowedHosts.parse(List.of("other.example", allowed))
                        .refusal(Destination.parse(wanted, 0).orElseThrow()))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "http://example.org",
                "example.org/path",
                "a b",
                "a..b",
                ".a",
                "x:0x50",
                "x:99999",
                "2001:db8::7",
                "*.2.7",
                "[::1"
            })
    void what_is_no_host_is_refused_by_name(String written) {
        assertThatThrownBy(() -> AllowedHosts.parse(List.of(written)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + written + "' is no host: write example.org, *.example.org");
    }
}
