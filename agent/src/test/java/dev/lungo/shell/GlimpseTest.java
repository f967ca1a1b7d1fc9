package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GlimpseTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("a b; c | d", List.of("a b", "c", "d")),
                Arguments.of("a $((x)); b", List.of("a $((x))", "b")),
                Arguments.of("a; coproc b c; d", List.of("a", "b c", "d")),
                Arguments.of("a 'b; c", List.of("a")),
                Arguments.of("if a; then b", List.of("a", "b")),
                Arguments.of("a $(b", List.of("b", "a")),
                Arguments.of("a b $\"c\" d", List.of("a b", "a b d", "d")),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void the_commands_of_a_line_that_cannot_be_read_are_made_out_as_far_as_possible(String line, List<String> words) {
        assertThat(ShellParser.glimpse(line))
                .extracting(invocation -> String.join(
                        " ", invocation.words().stream().map(Word::unquoted).toList()))
                .isEqualTo(words);
    }

    @Test
    void an_outline_does_not_ask_what_is_hidden_in_variables() {
        assertThat(ShellParser.parse("echo $((x))")).isInstanceOf(Unreadable.class);
        assertThat(ShellParser.outline("echo $((x))")).isPresent();
        assertThat(ShellParser.outline("echo $(")).isEmpty();
    }

    @Test
    void a_line_without_end_is_looked_at_for_a_while_only() {
        assertThat(ShellParser.glimpse("$(".repeat(50_000))).isNotNull();
        assertThat(ShellParser.glimpse("coproc a; ".repeat(10_000))).isNotEmpty();
    }
}
