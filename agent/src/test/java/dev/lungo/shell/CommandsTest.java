package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.shell.Invocation.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandsTest {
    /** Lines and the simple commands that they may run, each with its words as the shell passes them on, or {@code ?}. */
    static Stream<Arguments> lines() {
        return Stream.of(
                lists("a; b & c && d || e\nf", "a", "b", "c", "d", "e", "f"),
                lists("a | b |& c", "a", "b", "c"),
                lists("! a; time -p b; ! time ! c", "a", "b", "c"),
                lists("(a; b) > f; { c; }", "a", "b", "", "c"),
                lists("if a; then b; elif c; then d; else e; fi", "a", "b", "c", "d", "e"),
                lists("while a; do b; done; until c\ndo d\ndone", "a", "b", "c", "d"),
                lists("for x in 1 $(a); do b \"$x\"; done", "a", "", "b ?"),
                lists("for x\ndo b; done; select y in z; do c; done", "", "b", "", "c"),
                lists("for ((i = 0; i < 3; i++)); do a; done", "", "", "a"),
                lists("case $(a) in x | `b`) c ;; (*) d ;& z) ;; esac", "a", "b", "c", "d"),
                lists("f() { a; }; f; function g { b; }", "a", "f", "b"),
                lists("[[ -n $(a) && ( $x == *\"`b`\" || ! y =~ ^(1|$(c))$ ) ]]", "a", "b", "c"),
                lists("(( 1 + $(nproc) )); echo $((2 * $(nproc)))", "nproc", "nproc", "echo ?"),
                lists("echo $(a $(b) `c \\`d\\``)", "b", "d", "c ?", "a ? ?", "echo ?"),
                lists("echo \"x $(a \"$(b)\") y\"", "b", "a ?", "echo ?"),
                lists("echo '$(a)' \"\\$(b)\" \\`c\\`", "echo $(a) $(b) `c`"),
                lists("diff <(a) >(b)", "a", "b", "diff ? ?"),
                lists(
                        "echo ${x:-$(a)} \"${y#\"$(b)\"}\" ${z/`c`/d} ${w:$(nproc)}",
                        "a",
                        "b",
                        "c",
                        "nproc",
                        "echo ? ? ? ?"),
                lists("x=$(a) y=(1 `b` [$(nproc)]=2) c", "a", "nproc", "b", "c"),
                lists("x[$(nproc)]=$(a)", "nproc", "a", ""),
                lists("export X=$(a) Y=(`b`)", "a", "b", "export ? ?", ""),
                lists("a <<E <<'F'\n$(b) ${x:-`c`}\nE\n$(d)\nF\ne", "b", "c", "a", "e"),
                lists("a <<< $(b) > \"$(c)\"", "b", "c", "a"),
                lists("a $(b <<E\n$(c)\nE\n) d", "c", "b", "a ? d"),
                lists("a # b\nc;#d\ne#f", "a", "c", "e#f"),
                lists("a \\\n b\\\nc &\\\n& d", "a bc", "d"),
                lists("'a' \"b c\" d\\ e $'f\\tg\\x41\\'' ''", "a b c d e f\tgA' "),
                lists("$x a; \"$y\"; {b,c} d; ./e*; ~/f", "? a", "?", "? d", "?", "?"),
                lists("a {} { } ! if [ ~ x~ @{1} a=b", "a {} { } ! if [ ? x~ @{1} a=b"),
                lists(
                        "PATH=x a; FOO=1; eval 'b c'; . d; exec e; trap 'f' EXIT",
                        "a",
                        "",
                        "eval b c",
                        ". d",
                        "exec e",
                        "trap f EXIT"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void every_command_of_a_line_is_listed(String line, List<String> commands) {
        assertThat(commands(line)).extracting(CommandsTest::words).isEqualTo(commands);
    }

    @Test
    void a_command_has_its_assignments_and_redirections() {
        var invocation = commands("A=1 B+='x y' make -j 2>&1 >out <<<in").getFirst();

        assertThat(invocation.assignments())
                .containsExactly(
                        new Assignment("A", false, List.of(plain("1")), List.of()),
                        new Assignment("B", true, List.of(new Word("'x y'", List.of(single("x y")))), List.of()));
        assertThat(invocation.words()).containsExactly(plain("make"), plain("-j"));
        assertThat(invocation.redirections())
                .containsExactly(
                        new Redirection(Redirection.Kind.DUPLICATE, "2", plain("1"), Optional.empty()),
                        new Redirection(Redirection.Kind.WRITE, "", plain("out"), Optional.empty()),
                        new Redirection(Redirection.Kind.HERE_STRING, "", plain("in"), Optional.empty()));
        assertThat(invocation.command()).contains("make");
    }

    @Test
    void loops_defaults_and_builtins_assign_too() {
        assertThat(commands("for A in a b; do c; done; : ${B:=d}; read -r C; export D=$x; printf -v E %s f; declare F"))
                .flatExtracting(Invocation::assignments)
                .extracting(Assignment::name)
                .containsExactly("A", "B", "C", "D", "E");
    }

    @Test
    void redirections_of_a_compound_are_listed() {
        assertThat(commands("{ a; } >f; f() { b; } 2>g; while c; do d; done <h"))
                .filteredOn(invocation -> !invocation.redirections().isEmpty())
                .extracting(invocation ->
                        invocation.redirections().getFirst().target().text())
                .containsExactly("f", "g", "h");
    }

    @Test
    void a_name_that_a_function_defines_is_said_to_be_redefined_wherever_it_stands() {
        assertThat(commands("ls; ls() { rm x; }; ls; cat"))
                .extracting(invocation -> words(invocation) + (invocation.redefined() ? " redefined" : ""))
                .containsExactly("ls redefined", "rm x", "ls redefined", "cat");
    }

    @Test
    void a_command_says_where_it_stands() {
        assertThat(commands("a | b; c & (d); e && f; g=$(h | i); j() { k; }; if l; then m; fi"))
                .filteredOn(invocation -> !invocation.words().isEmpty())
                .extracting(invocation -> words(invocation) + " " + sorted(invocation.places()))
                .containsExactly(
                        "a [WRITES_PIPE]",
                        "b [READS_PIPE]",
                        "c [BACKGROUND]",
                        "d [SUBSHELL]",
                        "e []",
                        "f [CONDITIONAL]",
                        "h [WRITES_PIPE, SUBSTITUTION]",
                        "i [READS_PIPE, SUBSTITUTION]",
                        "k [FUNCTION]",
                        "l []",
                        "m [CONDITIONAL]");
    }

    private static List<Invocation> commands(String line) {
        Parsed parsed = ShellParser.parse(line);
        assertThat(parsed).as(line).isInstanceOf(Script.class);
        return Commands.of((Script) parsed);
    }

    private static String words(Invocation invocation) {
        return String.join(
                " ",
                invocation.words().stream()
                        .map(word -> word.constant().orElse("?"))
                        .toList());
    }

    private static List<Place> sorted(Set<Place> places) {
        return places.stream().sorted().toList();
    }

    private static Word plain(String text) {
        return new Word(text, List.of(new WordPart.Literal(text, WordPart.Quoting.NONE)));
    }

    private static WordPart single(String text) {
        return new WordPart.Literal(text, WordPart.Quoting.SINGLE);
    }

    private static Arguments lists(String line, String... commands) {
        return Arguments.of(line, List.of(commands));
    }
}
