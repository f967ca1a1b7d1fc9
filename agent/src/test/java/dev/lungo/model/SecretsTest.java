package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    private static final String KEY = "sk-ant-\"quoted\"/+&0123456789";
    private static final Secrets SECRETS = Secrets.of(new Connection.Anthropic(
            URI.create("https://me:pass%2Fword-1@h.example/v1?key=in-the-query-1"),
            KEY,
            "a-token-0123456789",
            Map.of("x-gateway", "Basic dXNlcjpwYXNzLTAxMjM0", "x-short", "abc"),
            "claude",
            Connection.Patience.DEFAULT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-token-0123456789",
                "A-TOKEN-0123456789",
                "Basic dXNlcjpwYXNzLTAxMjM0",
                "dXNlcjpwYXNzLTAxMjM0",
                "pass%2Fword-1",
                "pass/word-1",
                "me:pass%2Fword-1",
                "in-the-query-1",
                "a-token-\n0123\n  456789",
                "a-token-\\n0123\\r\\n456789",
            })
    void however_it_is_written_it_is_hidden(String secret) {
        assertThat(SECRETS.hide("before " + secret + " behind")).isEqualTo("before *** behind");
    }

    @Test
    void a_key_of_odd_characters_is_hidden_in_every_form() {
        String json = Json.line(Json.object().put("a", KEY));
        assertThat(SECRETS.hide(KEY)).isEqualTo("***");
        assertThat(SECRETS.hide(json)).isEqualTo("{\"a\":\"***\"}");
        assertThat(SECRETS.hide(json.replace("/", "\\/"))).isEqualTo("{\"a\":\"***\"}");
        assertThat(SECRETS.hide(URLEncoder.encode(KEY, StandardCharsets.UTF_8))).isEqualTo("***");
        assertThat(SECRETS.hide(URLEncoder.encode(KEY, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)))
                .isEqualTo("***");
    }

    @Test
    void base64_of_something_around_it_tells_nothing_of_it() {
        for (String around : new String[] {"", "a", "ab", "abc", "user:"}) {
            byte[] text = (around + KEY + around).getBytes(StandardCharsets.UTF_8);
            for (var encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
                String hidden = SECRETS.hide(encoder.encodeToString(text));
                assertThat(hidden).contains("***").hasSizeLessThan(around.length() * 4 + 12);
            }
        }
    }

    @Test
    void what_is_too_short_to_be_a_key_stays_and_so_does_everything_else() {
        String text = "abc a-token-012345678 pass me";
        assertThat(SECRETS.hide(text)).isSameAs(text);
        assertThat(SECRETS.toString()).doesNotContain("token");
    }
}
