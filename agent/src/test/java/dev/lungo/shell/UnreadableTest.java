package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnreadableTest {
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("echo 'a", "a quote is not closed", 7),
                Arguments.of("echo \"a $(b\"", "a quote is not closed", 12),
                Arguments.of("echo `a", "a backtick is not closed", 7),
                Arguments.of("echo $(a", "a substitution is not closed", 8),
                Arguments.of("echo ${a", "an expansion in ${…} is not known", 8),
                Arguments.of("(a", "a subshell is not closed", 2),
                Arguments.of("a)", "something stands where a command is expected", 1),
                Arguments.of("a | ", "a command is missing", 4),
                Arguments.of("a ;; b", "something stands where a command is expected", 2),
                Arguments.of("if a; then b", "\"fi\" is missing", 12),
                Arguments.of("done", "\"done\" closes nothing", 0),
                Arguments.of("a > ", "a redirection leads nowhere", 4),
                Arguments.of("a \\", "a backslash ends the line", 3),
                Arguments.of("a <<E\nb", "a here-document does not end: E", 7),
                Arguments.of("echo a(b)", "a parenthesis stands within a command", 6));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_wrong_is_said_with_its_place(String line, String why, int at) {
        assertThat(ShellParser.parse(line)).isEqualTo(new Unreadable(why, at));
    }

    /** Correct, and refused because it means different things to different shells, or nobody writes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "coproc a",
                "echo $\"translated\"",
                "echo $[1 + 2]",
                "echo $'\\u00e9' ",
                "echo $'a\\0b'",
                "echo $'\\cA'",
                "echo a\rb",
                "ls\r\nls",
                "a\u00a0b",
                "a\u2003b",
                "a\u200bb",
                "a\u0001b",
                "a\0b",
                "a\u007f",
                "echo \ud83d",
                "echo $é",
                "echo !(a)",
                "[[ a == @(a|b) ]]",
                "$((a) + (b))",
                "echo $((a); (b))",
                "((a); (b))",
                "cat <<$x\n$x\n",
                "cat <<\"a b\"\na b\n",
                "cat <<'E' 'x\ny'\nz\nE\n",
                "cat <<E $(a\nb)\nE\n",
                "echo $(cat <<E)\nx\nE\n",
                "echo $(cat <<E\nx\nE)",
                "echo \"${x:-'a'}\"",
                "echo ${x:-<(a)}",
                "echo ${!x}",
                "echo ${x@P}",
                "echo ${ a; }",
                "a[b]c",
                "echo \"$(time a)\"",
                "echo \"$(case a in a) b ;; esac)\"",
                "a >&-b",
                "a >&$x",
                "a >&'$(b)'",
                "{x[1]}>f a",
                "time -x a",
                "time",
                "!",
                "{ a; } b",
                "f() a",
                "$x() { a; }",
                "if() { a; }",
                "FOO=1 if a; then b; fi",
                ">f if",
                "declare a=(<f)",
                "echo b=(1)",
                "x=(a;b)",
                "x=(a)b",
                "x=()#b",
                ">f &>>x[",
                "for x in a[ b; do c; done; d ]",
                "> #f",
                ">f 2>|3>g",
                "for 1x in a; do b; done",
                "for x in a do b; done",
                "{ }",
                "case a in b) c;; d",
                "echo \"`echo \\\"a\\\"`\"",
            })
    void what_is_not_known_for_sure_is_refused(String line) {
        assertThat(ShellParser.parse(line)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(", "(", "{ ", "`", "\"$(", "${x:-", "$((", "if ", "[[ ( ", "<(", "! ", "a=("})
    void a_line_nested_without_end_ends(String opening) {
        assertThat(ShellParser.parse(opening.repeat(40_000 / opening.length()))).isInstanceOf(Unreadable.class);
    }

    @Test
    void here_documents_in_here_documents_cost_no_more_than_they_are_worth() {
        var line = new StringBuilder("a");
        for (int i = 0; i < 30; i++) {
            line.append(" $(cat <<E").append(i).append('\n').append("$(b");
        }
        for (int i = 29; i >= 0; i--) {
            line.append(")\nE").append(i).append("\n)");
        }
        assertThat(ShellParser.parse(line.toString())).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "$x", "a=", "'a'", "a ", "a;", "{a,", "((a=1));", "a[", "~/", "\\\n"})
    void a_long_line_takes_no_longer_than_it_is(String piece) {
        assertThat(ShellParser.parse("x" + piece.repeat(120_000 / piece.length())))
                .isNotNull();
    }

    @Test
    void variables_assigned_each_other_without_end_are_no_numbers() {
        var line = new StringBuilder("x0=1");
        for (int i = 1; i < 5000; i++) {
            line.append(";x").append(i).append("=$x").append(i - 1);
        }
        assertThat(ShellParser.parse(line + "; echo $((x4999))")).isInstanceOf(Unreadable.class);
    }

    @Test
    void a_line_longer_than_an_argument_can_be_is_refused() {
        assertThat(ShellParser.parse("a ".repeat(100_000))).isEqualTo(new Unreadable("it is too long", 128 * 1024));
    }

    @Test
    void nothing_is_a_script_that_runs_nothing() {
        assertThat(ShellParser.parse(" \n# comment\n\t")).isEqualTo(new Script(List.of()));
    }
}
