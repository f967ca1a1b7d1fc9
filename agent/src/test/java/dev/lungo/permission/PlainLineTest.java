package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.shell.Commands;
import dev.lungo.shell.Invocation;
import dev.lungo.shell.Script;
import dev.lungo.shell.ShellParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which shapes of lines the tables may speak for; what the commands do does not matter here. */
class PlainLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls -la 'a b' \"c d\" e\\ f",
                "cd src && grep -rn TODO . | head -5; git status || true",
                "(cd src; ls); { ls; pwd; }",
                "! grep -q x f",
                "time ls",
                "if [ -f x ]; then cat x; elif [[ -d y && $z == a* ]]; then ls y; else echo none; fi",
                "for f in a b src/*.js; do echo \"$f\"; wc -l \"$f\"; done",
                "for f in a.txt b.txt; do cat $f; done",
                "while true; do ls; sleep 1; done",
                "cat \"$HOME/x\" \"$PWD/y\" ~/z ~",
                "ls src/{main,test} *.md [ab]?",
                "f=README.md; cat \"$f\"",
                "LC_ALL=C sort x",
                "n=$(ls | wc -l); echo \"$n files\" $n $(date)",
                "[ \"$(ls | wc -l)\" -gt 3 ] && printf '%s\\n' \"$HOME\" \"${x}\"",
                "head -n $((1 + 2)) f; exit $?",
                "ls >/dev/null 2>&1 <f",
                "ls | head; echo \"exit ${PIPESTATUS[0]}\"",
                "cat <<E\nplain\nE",
                "cat <<'E'\n$(quoted)\nE",
                "wc -c <<< text",
                "set -euo pipefail; set -e -u; export NODE_ENV=test; command -v node",
                "find . -name '*.js' -exec grep -l x {} +",
            })
    void a_plain_line_is_spoken_for(String line) {
        assertThat(doubt(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '\u0001',
            value = {
                "f() { ls; }; f ¦ it defines the function f",
                "echo \"$(f() { ls; }; f)\" ¦ it defines the function f",
                "ls & ¦ a part of it runs in the background",
                "case x in x) ls;; esac ¦ it decides by patterns (case)",
                "for ((i=0; i<3; i++)); do ls; done ¦ it computes in (( ))",
                "((n++)) ¦ it computes in (( ))",
                "for x; do ls; done ¦ a loop goes through words that are not in the line",
                "for x in a $(ls); do ls; done ¦ what x is set to is made while it runs",
                "for x in \"$@\"; do ls; done ¦ what x is set to is made while it runs",
                "[[ -n ${x:-} ]] ¦ a word in [[ ]] is computed",
                "x=$y ¦ what x is set to is made while it runs",
                "x=a$(ls) ¦ what x is set to is made while it runs",
                "x+=a ¦ what x is set to is made while it runs",
                "x[0]=a ¦ what x is set to is made while it runs",
                ": \"${x:=a}\" ¦ the word \"${x:=a}\" is made while it runs",
                "echo ${x%.*} ¦ the word ${x%.*} is made while it runs",
                "cat \"$x\" ¦ the word \"$x\" is made while it runs",
                "f='a b'; cat $f ¦ the word $f is made while it runs",
                "f=$(ls); cat \"$f\" ¦ the word \"$f\" is made while it runs",
                "cat $(ls) ¦ the word $(ls) is made while it runs",
                "printf %s $(ls) ¦ the word $(ls) is made while it runs",
                "diff <(ls) x ¦ the word <(ls) is made while it runs",
                "cat a:~/x ¦ the word a:~/x is made while it runs",
                "cat ~'/x' ¦ the word ~'/x' is made while it runs",
                "cat ~- ¦ the word ~- is made while it runs",
                "cat {~,x} ¦ the word {~,x} is made while it runs",
                "cat {1..3} ¦ the word {1..3} is made while it runs",
                "ls > \"$x\" ¦ a redirection is made while it runs: \"$x\"",
                "ls {fd}< x ¦ a redirection is made while it runs: x",
                "cat <<< $x ¦ a redirection is made while it runs: $x",
                "eval ls ¦ eval changes the shell, or runs what is no program",
                "read x ¦ read changes the shell, or runs what is no program",
                "set -x ¦ set changes the shell, or runs what is no program",
                "set -- a ¦ set changes the shell, or runs what is no program",
                "export X ¦ export changes the shell, or runs what is no program",
                "command ls ¦ command changes the shell, or runs what is no program",
                "declare -a x ¦ declare changes the shell, or runs what is no program",
            })
    void whatever_else_there_is_asks_and_says_what_it_is(String line, String why) {
        assertThat(doubt(line)).hasValue(why);
    }

    private static Optional<String> doubt(String line) {
        Script script = (Script) ShellParser.parse(line);
        List<Invocation> commands = Commands.of(script);
        var plain = new PlainLine(script, commands);
        return IntStream.range(0, commands.size())
                .boxed()
                .flatMap(at -> Stream.of(
                        commands.get(at).words().isEmpty() ? Optional.<String>empty() : plain.words(at),
                        plain.redirections(at)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(plain::shape);
    }
}
