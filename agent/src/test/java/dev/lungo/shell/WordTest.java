package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.shell.WordPart.Quoting;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordTest {
    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(
                        "a'b'\"c\"\\d$'e\\n'",
                        List.of(
                                new WordPart.Literal("a", Quoting.NONE),
                                new WordPart.Literal("b", Quoting.SINGLE),
                                new WordPart.Literal("c", Quoting.DOUBLE),
                                new WordPart.Literal("d", Quoting.BACKSLASH),
                                new WordPart.Literal("e\n", Quoting.ESCAPES))),
                Arguments.of(
                        "$x${y}",
                        List.of(
                                new WordPart.Parameter("x", "", false, List.of()),
                                new WordPart.Parameter("y", "", false, List.of()))),
                Arguments.of(
                        "\"$1 $@\"",
                        List.of(
                                new WordPart.Literal("", Quoting.DOUBLE),
                                new WordPart.Parameter("1", "", true, List.of()),
                                new WordPart.Literal(" ", Quoting.DOUBLE),
                                new WordPart.Parameter("@", "", true, List.of()))),
                Arguments.of(
                        "${x:-$y}",
                        List.of(new WordPart.Parameter(
                                "x", ":-$y", false, List.of(new WordPart.Parameter("y", "", false, List.of()))))),
                Arguments.of("${#x}", List.of(new WordPart.Parameter("x", "#", false, List.of()))),
                Arguments.of("$((1+2))", List.of(new WordPart.Arithmetic("1+2", Set.of(), List.of()))),
                Arguments.of("~/a*", List.of(new WordPart.Tilde("~"), new WordPart.Glob("/a*"))),
                Arguments.of(
                        "a{b,c}$x",
                        List.of(new WordPart.Braces("a{b,c}"), new WordPart.Parameter("x", "", false, List.of()))));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_word_is_made_of_parts(String text, List<WordPart> parts) {
        assertThat(argument(text)).isEqualTo(new Word(text, parts));
    }

    static Stream<Arguments> constants() {
        return Stream.of(
                Arguments.of("'a b'\"c\\\"\\$\\`\\\\\\x\"", "a bc\"$`\\\\x"),
                Arguments.of("\"a\\\nb\"c\\\nd", "abcd"),
                Arguments.of(
                        "$'\\a\\b\\e\\f\\n\\r\\t\\v\\\\\\'\\\"\\?\\101\\x42'", "\u0007\b\u001b\f\n\r\t\u000b\\'\"?AB"),
                Arguments.of("$", "$"),
                Arguments.of("a$/\"b$\"", "a$/b$"),
                Arguments.of("{}", "{}"),
                Arguments.of("{a}", "{a}"),
                Arguments.of("'{a,b}'", "{a,b}"),
                Arguments.of("a\\*\\?\\[b]", "a*?[b]"),
                Arguments.of("[", "["),
                Arguments.of("a~", "a~"),
                Arguments.of("'~'/x", "~/x"),
                Arguments.of("stash@{0}", "stash@{0}"),
                Arguments.of("a#b", "a#b"),
                Arguments.of("é✓😀", "é✓😀"),
                Arguments.of("\"\"", ""));
    }

    @ParameterizedTest
    @MethodSource("constants")
    void a_word_in_which_nothing_is_expanded_is_constant(String text, String constant) {
        assertThat(argument(text).constant()).contains(constant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$x",
                "\"$x\"",
                "$(a)",
                "`a`",
                "$((1))",
                "<(a)",
                "a*",
                "a?",
                "[ab]",
                "~",
                "~root/x",
                "x=~",
                "a:~/b",
                "{a,b}",
                "{1..3}",
                "{a,\"b\"}",
                "x{,.bak}",
                "{a,{b,c}}",
                "$?",
                "${x}",
                "$$",
                "$-",
            })
    void a_word_in_which_anything_may_be_expanded_is_not(String text) {
        assertThat(argument(text).constant()).isEmpty();
    }

    private static Word argument(String text) {
        Parsed parsed = ShellParser.parse("echo " + text);
        assertThat(parsed).isInstanceOf(Script.class);
        List<Word> words = Commands.of((Script) parsed).getLast().words();
        assertThat(words).hasSize(2);
        return words.getLast();
    }
}
