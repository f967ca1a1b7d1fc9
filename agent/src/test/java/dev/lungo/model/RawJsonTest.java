package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;

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
    void a_member_is_cut_out_as_it_stands() {
        String event = "{\"index\": 1, \"x\": {\"block\": 0}, \"block\" : { \"é\" : 1.50, \"s\":\"}\" } , \"z\":[]}";
        assertThat(RawJson.member(event, "block")).isEqualTo("{ \"é\" : 1.50, \"s\":\"}\" }");
        assertThat(RawJson.member(event, "z")).isEqualTo("[]");
        assertThat(RawJson.member(event, "index")).isNull();
        assertThat(RawJson.member(event, "absent")).isNull();
        assertThat(RawJson.member("{\"block\":{", "block")).isNull();
    }

    @Test
    void half_characters_are_replaced_and_whole_ones_kept() {
        assertThat(RawJson.wellFormed("a😀b")).isEqualTo("a😀b");
        assertThat(RawJson.wellFormed("a\uD83Db\uDE00\uD83D")).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
        assertThat(RawJson.wellFormed("plain")).isEqualTo("plain");
    }
}
