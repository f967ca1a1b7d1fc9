package dev.lungo.shell;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes shell lines from a seed: token soup, lines of real life with errors in them, and lines that do run. */
final class RandomLines {
    private static final List<String> TOKENS = List.of(
            " ",
            " ",
            " ",
            "\n",
            "\t",
            ";",
            "&",
            "|",
            "&&",
            "||",
            "|&",
            ";;",
            ";&",
            "(",
            ")",
            "((",
            "))",
            "{ ",
            " }",
            "{",
            "}",
            "[[ ",
            " ]]",
            "[",
            "]",
            "if ",
            "then ",
            "else ",
            "elif ",
            "fi",
            "for ",
            "in ",
            "do ",
            "done",
            "while ",
            "until ",
            "case ",
            "esac",
            "select ",
            "function ",
            "time ",
            "! ",
            "coproc ",
            "$",
            "$(",
            "`",
            "${",
            "$((",
            "'",
            "\"",
            "\\",
            "\\\n",
            "#",
            "<",
            ">",
            ">>",
            "<<",
            "<<-",
            "<<<",
            "<>",
            ">|",
            ">&",
            "<&",
            "&>",
            "&>>",
            "<(",
            ">(",
            "EOF",
            "\nEOF\n",
            "p1",
            "p2 ",
            "x",
            "x=",
            "x+=",
            "a=(",
            "1",
            "2",
            "-",
            "=",
            "==",
            "=~",
            "-eq",
            "-v",
            "*",
            "?",
            "~",
            "!",
            ",",
            "..",
            "@",
            ":-",
            "%",
            "/",
            "^",
            "$'",
            "$\"",
            "$x",
            "${x:-",
            "\"$x\"",
            "'y'",
            "\r",
            "é",
            "%s");

    /** Those that lines may be made of that are run. */
    private static final List<String> HARMLESS = TOKENS.stream()
            .filter(token -> !token.contains("/") && !token.contains("..") && !token.matches("while |until |coproc "))
            .toList();

    private static final Pattern OUTSIDE = Pattern.compile("[<>&|]\\s*[\"'$]*/|\\.\\./|while\\s*(:|true|!)");

    private static final List<String> REAL = List.of(
            "cd /tmp && ls -la | grep -v '^d' | awk '{print $9}' | sort -u > files.txt 2>&1",
            "for f in *.java; do echo \"$f: $(wc -l < \"$f\")\"; done | sort -t: -k2 -n | tail -5",
            "if [ -f pom.xml ] && grep -q 'junit' pom.xml; then ./mvnw -q test; else echo \"no ${PWD##*/}\" >&2; fi",
            "cat > a.txt <<'EOF'\nhello $(world)\n  `x` \"\nEOF\necho done",
            "cat <<-EOF | tr a-z A-Z\n\tone ${HOME:-$(pwd)}\n\ttwo \\$x \\`y\\`\n\tEOF",
            "diff <(sort a) <(sort b) || true; find . -name '*.py' -exec grep -l TODO {} \\; 2>/dev/null",
            "while IFS=: read -r user _ uid _; do [[ $uid -ge 1000 && $user != nobody ]] && echo \"$user\"; done < /etc/passwd",
            "case \"$1\" in start|run) echo go ;; (stop) kill \"$(cat pid)\" ;& *) echo \"usage: $0\"; esac",
            "git log --format='%h %s' HEAD~3..HEAD -- src/{main,test} | while read -r l; do printf '%s\\n' \"${l#* }\"; done",
            "x=$(echo `date +%s`); y=$((x / 60)); (( y > 5 )) && echo \"$((y % 7))\" || { echo no; exit 1; }",
            "a=(1 2 \"three four\" [5]=six); a+=(7); echo \"${a[@]:1:2}\" ${#a[@]} \"${!a[@]}\" ${a[1]/2/x}",
            "f() { local n=$1; shift; echo \"$n:$*\"; }; f 1 2 >out; function g { f \"$@\" | cat; } 2>/dev/null; g a",
            "echo $'tab\\there' \"a\\\"b\" 'it'\\''s' a\\ b ~/x {1..3}{a,b} $(( 1 + (2*3) )) $( (echo sub) )",
            "exec 3>log {fd}<in; echo hi >&3; cat <&\"$fd\"; exec 3>&- ; wait $! & sleep 1 &",
            "time -p ! grep -q x y; until curl -sf http://x/health; do sleep 1; done; echo $(case a in a) echo b;; esac)",
            "cat <<A <<\"B C\" && echo ${x:+\"y z\"}\nfirst $(cat <<I\ninner\nI\n)\nA\nsecond\nB C\n[[ $x =~ ^(a|b)+$ ]]",
            "printf '%s\\n' \"${x:-\"$(id -u)\"}\" \"${y%%.*}\" ${z//a/b} `echo \\`pwd\\`` # comment ' \" `\nls",
            "for ((i = 0; i < 3; i++)); do echo $i; done; select s in a b; do break; done; echo a&>b; echo c >|d <>e");

    private final Random random;

    RandomLines(long seed) {
        random = new Random(seed);
    }

    /** Some tokens in any order. */
    String soup() {
        var line = new StringBuilder();
        for (int i = random.nextInt(1, 14); i > 0; i--) {
            line.append(any(TOKENS));
        }
        return line.toString();
    }

    /** A line of real life, or two, with a few changes. */
    String mutated() {
        String line = any(REAL);
        return mutated(
                random.nextInt(4) == 0 ? line + any(List.of("; ", "\n", " | ", " && ")) + any(REAL) : line, 4, TOKENS);
    }

    /**
     * A line of programs that exist, with every now and then a change; or tokens in any order that may run some. It has
     * no loop without end, and writes nothing outside its folder.
     */
    String running() {
        String line = switch (random.nextInt(4)) {
            case 0 -> runningSoup();
            case 1 -> mutated(new RunningLines(random).line(), 2, HARMLESS);
            default -> new RunningLines(random).line();
        };
        return OUTSIDE.matcher(line).find() ? running() : line;
    }

    private String runningSoup() {
        var line = new StringBuilder();
        for (int i = random.nextInt(3, 12); i > 0; i--) {
            line.append(
                    random.nextInt(3) == 0 ? any(RealBash.PROGRAMS) + any(List.of(" ", "", ";", "\n")) : any(HARMLESS));
        }
        return line.toString();
    }

    private String mutated(String line, int most, List<String> tokens) {
        var changed = new StringBuilder(line);
        for (int i = random.nextInt(1, most + 1); i > 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, any(tokens));
                case 2 -> changed.replace(at, Math.min(changed.length(), at + random.nextInt(1, 6)), any(tokens));
                default -> {
                    int from = random.nextInt(changed.length());
                    changed.insert(
                            at, changed.substring(from, Math.min(changed.length(), from + random.nextInt(1, 8))));
                }
            }
        }
        return changed.toString();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
