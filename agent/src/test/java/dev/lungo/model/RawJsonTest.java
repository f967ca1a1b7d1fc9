package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\": [1, {\"b\": null}]} ", "{\"a\":1.50e3}"})
    void an_object_is_one(String text) {
        assertThat(RawJson.isObject(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"a\":", "{} {}", "{}x", "\"a\"", "{\"a\":1]"})
    void anything_else_is_none(String text) {
        assertThat(RawJson.isObject(text)).isFalse();
    }

    @Test
    void members_are_cut_out_as_they_stand() {
        String event = "{\"index\": 1.50 , \"x\": {\"block\": 0}, \"block\" : { \"é\" : 1.50, \"s\":\"}\" } , \"z\":[],"
                + "\"t\" : \"a\\u00e9\\\"}\" ,\"n\":null,\"b\":true}";
        assertThat(RawJson.members(event))
                .containsExactly(
                        entry("index", "1.50"),
                        entry("x", "{\"block\": 0}"),
                        entry("block", "{ \"é\" : 1.50, \"s\":\"}\" }"),
                        entry("z", "[]"),
                        entry("t", "\"a\\u00e9\\\"}\""),
                        entry("n", "null"),
                        entry("b", "true"));
        assertThat(RawJson.members("{\"block\":{")).isEmpty();
        assertThat(RawJson.members("[1]")).isEmpty();
    }

    @Test
    void members_make_an_object_again() {
        String object = "{\"a\":1.50,\"b \\\" c\":[1, 2],\"d\":\"\\u00e9\"}";
        assertThat(RawJson.object(RawJson.members(object))).isEqualTo(object);
    }

    @Test
    void half_characters_are_replaced_and_whole_ones_kept() {
        assertThat(RawJson.wellFormed("a😀b")).isEqualTo("a😀b");
        assertThat(RawJson.wellFormed("a\uD83Db\uDE00\uD83D")).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
        assertThat(RawJson.wellFormed("plain")).isEqualTo("plain");
    }
}
