package dev.lungo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In each line that is refused here bash runs {@code >hit}, or what it is given from outside. */
final class HiddenCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x='a[$(>hit)]'; echo $((x))",
                "x='a[$(>hit)]'; y=x; echo $((y))",
                "x='a[$(>hit)]'; ((x))",
                "x='a[$(>hit)]'; for ((i = x; i < 1; i++)); do :; done",
                "x='a[$(>hit)]'; [[ $x -eq 1 ]]",
                "x='a[$(>hit)]'; [[ x -eq 1 ]]",
                "x='a[$(>hit)]'; [[ -v $x ]]",
                "x='a[$(>hit)]'; echo ${b[x]}",
                "x='a[$(>hit)]'; echo ${x:x}",
                "x='a[$(>hit)]'; b[$x]=1",
                "x='a[$(>hit)]'; b=([x]=1)",
                "x='a[$(>hit)]'; echo >&$x",
                "read x; echo $((x + 1))",
                "x=1; read -ax <<<'a[$(>hit)]'; echo $((x))",
                "x=1; eval \"x='a[\\$(>hit)]'\"; echo $((x))",
                "x=1; 'exp'ort x='a[$(>hit)]'; echo $((x))",
                "x=1; command read x; echo $((x))",
                "x=1; : ${x:=$y}; echo $((x))",
                "for x in *; do echo $((x)); done",
                "echo $(($1)) $((FROM_OUTSIDE))",
                "echo $(( $(cat f) ))",
                "mapfile a <f; echo $((a[0]))",
                "printf -v x %s \"$y\"; ((x > 1))",
                "x=1; export x=$y; ((x > 1))",
                "declare -i x; x='a[$(>hit)]'",
                "declare -n x='a[$(>hit)]'; echo $x",
                "declare 'a[$(>hit)]=1'",
                "declare -a a='($(>hit))'",
                "readonly -a a='($(>hit))'",
                "typeset -A a='([x]=$(>hit))'",
                "f() { local -a a='($(>hit))'; }; f",
                "declare -ag a=\"($(>hit))\"",
                "declare '-a' a=\\(\\$\\(\\>hit\\)\\)",
                "a=(); declare a='($(>hit))'",
                "a[0]=1; export a=\"$x\"",
                "a=(1); readonly a+=\"$x\"",
                "read -a a <f; declare a=\"$x\"",
                "read -aa <f; declare a=\"$x\"",
                "mapfile a <f; export a=$x",
                "declare -a a; declare a='($(>hit))'",
                "declare -a a; declare a=\"$x\"",
                "declare -a a=\"$(cat f)\"",
                "read x <f; declare -a a=\"$x\"",
                "export PIPESTATUS=\"$x\"",
                "eval 'a=()'; declare a=\"$x\"",
                "export \"$x\"",
                "RANDOM='a[$(>hit)]'",
                "read OPTIND",
                "for HISTCMD in 'a[$(>hit)]'; do :; done",
                "PS4='$(>hit)'; set -x; :",
                "POSIXLY_CORRECT=1\nalias a='>hit'\na",
                "BASH_CMDS[ls]=/tmp/x; ls",
                "[ -v 'a[$(>hit)]' ]",
                "[ -v \"$x\" ]",
                "[ $x ]",
                "[ \"$x\" \"$y\" ]",
                "test \"$x\" 'a[$(>hit)]'",
                "[ \"$@\" ]",
                "command test -v 'a[$(>hit)]'",
                "printf -v 'a[$(>hit)]' x",
                "printf \"$x\" 'a[$(>hit)]' y",
                "read 'a[$(>hit)]'",
                "read $x",
                "unset 'a[$(>hit)]'",
                "let 'a[$(>hit)]'",
                "wait -p 'a[$(>hit)]' -n",
                "mapfile -C '>hit;:' -c 1 a",
                "mapfile -Ctouch -c1 a",
                "wait -px",
                "compgen -W '$(>hit)'",
                "hash -p /tmp/x ls; ls",
                "shopt -s expand_aliases\nalias a='>hit'\na",
                "shopt -s extglob\necho !(a)",
                "set -o posix",
                "set -k",
                "set $x",
                "set -o history -o histexpand\n!!",
            })
    void code_that_is_not_seen_is_refused(String line) {
        assertThat(ShellParser.parse(line)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=1; echo $((x + 1)) $(( $x * 2 ))",
                "n=0; while ((n < 3)); do n=$((n + 1)); ((n++)); done",
                "for i in {1..5} 7; do echo $((i * 2)); done",
                "for i in $(seq 1 9); do ((s += i)); s=0; done",
                "for ((i = 0; i < 3; i++)); do echo ${a[i]} ${a[$i]} ${s:i:1} ${s: -3}; done",
                "start=$(date +%s); sleep 1; echo $(( $(date +%s) - start ))",
                "lines=$(wc -l <f); echo $((lines / 2))",
                "n=$(ls | wc -l); [ $n -gt 3 ] && [ \"$n\" -eq 4 ]",
                "echo $((RANDOM % 6)) $((${#x} + $#)) $(($? + 1))",
                "a=(1 2); echo ${a[0]} \"${a[@]}\" ${#a[@]} ${!a[@]}",
                "[ -f \"$x\" ] && [ -n \"$x\" -a \"$y\" = z ] && [ ! -d \"$z\" ] && [ \"$x\" ]",
                "[ \"$x\" = \"$y\" ] || test \"$(a)\" != b",
                "[[ -f $x && -n $y && $x == $y ]] && [[ -v HOME ]]",
                "if [ $# -lt 1 ]; then exit 1; fi",
                "printf '%s\\n' \"$x\"; printf -v y %s z; printf -- \"$x\"",
                "while IFS= read -r -d '' line; do echo \"$line\"; done",
                "read -rp \"$prompt\" answer; read -t 5 -n1 key; read -p 'go on? ' -a list",
                "declare -a a=x b='y z' c=(d \"$e\"); export f=\"$g\"; readonly h=i\"$j\"",
                "local x=1 y=\"$2\"; export PATH=\"$PATH:/x\"; declare -a list=(a b); readonly Z",
                "sleep 1 & pid=$!; wait $pid; wait; wait \"$pid\"",
                "exec {log}>f; echo x >&\"$log\"; echo y >&2",
                "set -euo pipefail; set -x; set +e; set -- a \"$b\"; shopt -s nullglob globstar",
                "while getopts 'a:b' option; do :; done",
                "unset x y; unset -f f",
            })
    void daily_work_is_read(String line) {
        assertThat(ShellParser.parse(line)).isInstanceOf(Script.class);
    }
}
