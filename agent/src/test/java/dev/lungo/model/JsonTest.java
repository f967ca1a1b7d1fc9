package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonTest {
    private final JsonMapper theirs = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,-2,3000000000,123456789012345678901234567890,1.5,1e3,0.1,1e-7],\"b\":{\"c\":[]}}",
                "{\"s\":\"\",\"t\":\"line\\n\\ttab \\\"quoted\\\" \\\\ / é 😀 \\u0001\",\"u\":\"\\u2028\"}",
                "{\"x\":null,\"y\":true,\"z\":false}",
                " { \"a\" : 1 , \"a\" : 2 } "
            })
    void a_tree_is_read_and_written_as_the_mapper_does_it(String text) {
        var ours = Json.object(text).orElseThrow();

        assertThat(ours).isEqualTo(theirs.readTree(text));
        assertThat(Json.line(ours)).isEqualTo(theirs.writeValueAsString(theirs.readTree(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "null", "{", "{}}", "{} {}", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "x"})
    void what_is_no_object_is_none(String text) {
        assertThat(Json.object(text)).isEmpty();
    }

    @Test
    void what_is_nested_without_end_is_refused_and_breaks_nothing() {
        assertThat(Json.object("{\"a\":".repeat(100_000))).isEmpty();
        assertThat(Json.object("{\"a\":" + "[".repeat(100_000))).isEmpty();
    }
}
