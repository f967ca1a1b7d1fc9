package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.shell.Redirection.HereDocument;
import dev.lungo.shell.Redirection.Kind;
import dev.lungo.shell.WordPart.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RedirectionTest {
    static Stream<Arguments> redirections() {
        return Stream.of(
                Arguments.of("<f", Kind.READ, "", "f", false),
                Arguments.of("> f", Kind.WRITE, "", "f", true),
                Arguments.of("2>f", Kind.WRITE, "2", "f", true),
                Arguments.of("{fd}>f", Kind.WRITE, "{fd}", "f", true),
                Arguments.of(">>f", Kind.APPEND, "", "f", true),
                Arguments.of(">|f", Kind.CLOBBER, "", "f", true),
                Arguments.of("<>f", Kind.READ_WRITE, "", "f", true),
                Arguments.of("&>f", Kind.WRITE_BOTH, "", "f", true),
                Arguments.of(">&f", Kind.WRITE_BOTH, "", "f", true),
                Arguments.of("&>>f", Kind.APPEND_BOTH, "", "f", true),
                Arguments.of("2>&1", Kind.DUPLICATE, "2", "1", false),
                Arguments.of(">&-", Kind.DUPLICATE, "", "-", false),
                Arguments.of("3<&4-", Kind.DUPLICATE, "3", "4-", false),
                Arguments.of("<<<f", Kind.HERE_STRING, "", "f", false));
    }

    @ParameterizedTest
    @MethodSource("redirections")
    void a_redirection_says_where_it_leads(String text, Kind kind, String descriptor, String target, boolean writes) {
        for (String line : List.of("a " + text, text + " a", "{ a; } " + text)) {
            assertThat(redirections(line))
                    .containsExactly(new Redirection(kind, descriptor, plain(target), Optional.empty()))
                    .allMatch(redirection -> redirection.writes() == writes);
        }
    }

    @Test
    void a_digit_belongs_to_a_redirection_only_where_nothing_stands_between_them() {
        assertThat(redirections("a 2 >f")).extracting(Redirection::descriptor).containsExactly("");
        assertThat(redirections("a b2>f")).extracting(Redirection::descriptor).containsExactly("");
    }

    @Test
    void a_here_document_is_expanded_where_its_delimiter_is_not_quoted() {
        assertThat(documents("a <<E\nx $y \\$z \"q\" \\\\\nE\n"))
                .containsExactly(new HereDocument(
                        true,
                        new Word(
                                "x $y \\$z \"q\" \\\\\n",
                                List.of(
                                        new WordPart.Literal("x ", Quoting.DOUBLE),
                                        new WordPart.Parameter("y", "", true, List.of()),
                                        new WordPart.Literal(" $z \"q\" \\\n", Quoting.DOUBLE)))));
        assertThat(documents("a <<'E'\nx $y\nE\n"))
                .containsExactly(new HereDocument(
                        false, new Word("x $y\n", List.of(new WordPart.Literal("x $y\n", Quoting.SINGLE)))));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("a <<E; b\n1\nE\nc", List.of("1\n")),
                Arguments.of("a <<E <<F | b <<G\n1\nE\n2\nF\n3\nG", List.of("1\n", "2\n", "3\n")),
                Arguments.of("a <<-E\n\t\tx\n\ty\n\tE\n", List.of("x\ny\n")),
                Arguments.of("a <<E\n E\nE \n\tE\nE", List.of(" E\nE \n\tE\n")),
                Arguments.of("a <<E\nx\\\ny\nE", List.of("xy\n")),
                Arguments.of("a <<E\nx\nE\\\n\nE", List.of("x\n")),
                Arguments.of("a <<\\E\nx\\\ny\nE", List.of("x\\\ny\n")),
                Arguments.of("a <<E &&\nE\nb", List.of("")),
                Arguments.of("if a <<E; then\n1\nE\nb; fi", List.of("1\n")),
                Arguments.of("(a <<E)\n)\nE\n", List.of(")\n")),
                Arguments.of("a <<E # <<F\n1\nE\n", List.of("1\n")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void the_lines_of_a_here_document_stand_behind_the_line_that_asks_for_it(String line, List<String> bodies) {
        assertThat(documents(line))
                .extracting(document -> document.body().text())
                .isEqualTo(bodies);
    }

    private static List<HereDocument> documents(String line) {
        return redirections(line).stream()
                .flatMap(redirection -> redirection.document().stream())
                .toList();
    }

    private static List<Redirection> redirections(String line) {
        Parsed parsed = ShellParser.parse(line);
        assertThat(parsed).as(line).isInstanceOf(Script.class);
        return Commands.of((Script) parsed).stream()
                .flatMap(invocation -> invocation.redirections().stream())
                .toList();
    }

    private static Word plain(String text) {
        return new Word(text, List.of(new WordPart.Literal(text, Quoting.NONE)));
    }
}
