package dev.lungo.shell;

import java.util.List;
import java.util.Random;

/** Lines of the programs of {@link RealBash}, in all the places where the shell runs commands. Their loops end. */
final class RunningLines {
    private final Random random;
    private int documents;
    private int depth;
    private String bodies = "";

    RunningLines(Random random) {
        this.random = random;
    }

    String line() {
        documents = 0;
        depth = 0;
        bodies = "";
        // What arithmetic, subscripts and some builtins evaluate, should they get hold of it.
        String trap = one(3)
                ? any(List.of("x='a[$(p9 x)]'; ", "x='-v a[$(p9 y)]'; ", "read x <<<'a[`p9 z`]'; ", "x=1; y=x; "))
                : "";
        String line = trap + list();
        return flushed(line);
    }

    private String flushed(String line) {
        String all = bodies.isEmpty() ? line : line + "\n" + bodies;
        bodies = "";
        return all;
    }

    private String list() {
        depth++;
        var list = new StringBuilder(pipeline());
        for (int i = random.nextInt(depth > 3 ? 1 : 3); i > 0; i--) {
            String joint = any(List.of("; ", " & ", " && ", " || ", "\n", ";", " &\n", "&&\\\n", " ; # c '\n"));
            if (joint.contains("\n") && !bodies.isEmpty()) {
                joint = "; ";
            }
            list.append(joint).append(pipeline());
        }
        depth--;
        return list.toString();
    }

    private String pipeline() {
        String first = (one(12) ? "! " : "") + (one(depth > 1 ? 400 : 20) ? "time " : "") + command();
        return one(5) ? first + any(List.of(" | ", "|", " |& ")) + command() : first;
    }

    private String command() {
        if (depth > 4) {
            return simple();
        }
        return switch (random.nextInt(32)) {
            case 0 -> "(" + list() + ")" + redirection();
            case 1 -> "{ " + list() + "; }" + redirection();
            case 2 ->
                "if " + list() + "; then " + list() + "; elif " + list() + "; then " + list() + "; else " + list()
                        + "; fi";
            case 3 -> "for x in " + word() + " " + word() + "; do " + list() + "; done";
            case 4 -> "while " + list() + "; do " + list() + "; break; done";
            case 5 ->
                "case " + word() + " in " + any(List.of("", "(", "(", "(")) + "a|" + word() + ") " + list() + ";; (*) "
                        + list() + any(List.of(";;", ";&", ";;&", ";")) + " esac";
            case 6 -> "g() { " + list() + "; }" + redirection() + "; g " + word();
            case 7 ->
                "[[ a" + word() + any(List.of(" == ", " != ", " < ", " =~ ")) + "b" + word() + " && -n x" + word()
                        + " ]]";
            case 8 ->
                "(( " + any(List.of("1", "1 + 2", "n = 3", one(9) ? "x" : "4"))
                        + (one(9) ? " + $(" + simple() + ")" : "") + " ))";
            case 9 -> "for ((i=0;i<2;i++)); do " + list() + "; done";
            case 10 -> any(List.of("eval ", "command ", "exec ", "builtin ")) + simple();
            case 11 -> "eval '" + simple().replace("'", "") + "'";
            case 12 -> "until " + list() + "; do " + list() + "; break; done" + redirection();
            case 13 -> any(List.of("export", "declare", "readonly")) + " x=" + word() + redirection();
            case 19 ->
                any(List.of(
                        "echo ${a[x]}",
                        "echo ${x:x}",
                        "a[x]=1",
                        "((x))",
                        "[[ $x -eq 1 ]]",
                        "[ $x ]",
                        "p1 >&$x",
                        "printf -v y %s \"$x\"; echo $((y))",
                        "unset \"$x\"",
                        "declare y=$x; ((y + 1))",
                        "let x",
                        "wait $x",
                        "x=$((x))",
                        "for y in $x; do ((y)); done",
                        "RANDOM=$x",
                        "local y=$x",
                        "shift $x",
                        "test \"$x\"",
                        "[ -n \"$x\" ]",
                        "y=$x; echo ${#y}"));
            case 14 -> any(List.of("[ ", "test ")) + any(List.of("-n ", "! -f ", "a = ", "")) + word() + " ]";
            case 15 -> "read x y <<<" + word();
            case 16 -> "set -- " + word() + "; " + simple() + " \"$@\"";
            case 17 -> "function g { " + list() + "; }; g";
            case 18 -> "printf %s " + word() + any(List.of("", " -v x"));
            default -> simple();
        };
    }

    private String simple() {
        var simple = new StringBuilder();
        if (one(8)) {
            simple.append(any(List.of("x=", "x+=", "y=")))
                    .append(one(3) ? "" : word())
                    .append(' ');
        }
        if (one(25)) {
            simple.append("a=(").append(word()).append(' ').append(word()).append(") ");
        }
        simple.append(one(15) ? redirection() + " " : "");
        simple.append(name());
        for (int i = random.nextInt(4); i > 0; i--) {
            simple.append(any(List.of(" ", " ", " ", "  ", "\t", " \\\n"))).append(word());
        }
        return simple + redirection() + (one(10) ? redirection() : "");
    }

    private String name() {
        String name = any(RealBash.PROGRAMS);
        return switch (random.nextInt(30)) {
            case 0 -> "\"" + name + "\"";
            case 1 -> "\\" + name;
            case 2 -> "p\\\n" + name.substring(1);
            case 3 -> "'p'" + name.substring(1);
            case 4 -> "{" + name + "," + word() + "}";
            case 5 -> "$x " + name;
            case 6 -> "$'" + name + "'";
            case 7 -> "p$((1+2))";
            case 8 -> one(30) ? "p[12]" : name;
            case 9 -> ":";
            case 10 -> "echo";
            default -> name;
        };
    }

    private String word() {
        String piece = piece();
        return one(4) ? piece + piece() : piece;
    }

    private String piece() {
        if (depth > 4) {
            return any(List.of("a", "b", "1"));
        }
        depth++;
        String piece = switch (random.nextInt(34)) {
            case 0 -> "$(" + nested() + ")";
            case 1 -> "\"$(" + nested() + ") z\"";
            case 2 -> "`" + ticked() + "`";
            case 3 -> "\"`" + ticked() + "`\"";
            case 4 -> "${x:-" + word() + "}";
            case 5 -> "\"${x:-" + word() + "}\"";
            case 6 -> "${x/" + any(List.of("a", "*", "\"$(p1)\"")) + "/" + word() + "}";
            case 7 -> "<(" + nested() + ")";
            case 8 -> ">(" + simpleNested() + ")";
            case 9 -> "{" + word() + "," + word() + "}";
            case 10 -> "'a b'";
            case 11 -> "\"a b\\\"c \\$x\"";
            case 12 -> "a\\ b";
            case 13 -> "$'t\\tq\\'q'";
            case 14 -> "$x";
            case 15 -> "\"$x\"";
            case 16 -> "~";
            case 17 -> "*";
            case 18 -> "$((1 + 2))";
            case 19 -> one(9) ? "$(( $(" + nested() + ") ))" : "$((2 * 3))";
            case 20 -> "{}";
            case 21 -> "a#b";
            case 22 -> "''";
            case 23 -> "\"\"";
            case 24 -> "x=~";
            case 25 -> "${a[" + any(List.of("0", "@", one(9) ? "$(p2)" : "1")) + "]}";
            case 26 -> "\"'$(" + nested() + ")'\"";
            case 27 -> "'$(p1)'";
            case 28 -> "\\$(p1)".substring(0, 2) + "x";
            default -> any(List.of("a", "b", "-c", "1", "a=b", "if", "done", "}", "!", "é", "[", "]]"));
        };
        depth--;
        return piece;
    }

    /** The text of a substitution, with here-documents of its own. */
    private String nested() {
        String outer = bodies;
        bodies = "";
        String nested = outer.isEmpty() ? list() : simpleNested();
        String inner = flushed(nested);
        bodies = outer;
        return inner + (inner.contains("\n") && !outer.isEmpty() ? "" : inner.contains("<<") ? "\n" : "");
    }

    private String simpleNested() {
        return name() + " " + any(List.of("a", "'b )'", "\")\"", "\"$(p3)\"", "\\)"));
    }

    private String ticked() {
        return any(List.of("p4 a", "p5 'x y'", "p6 \\`p7 q\\`", "p8 \\\\\\$x", "p9; p1", "p2 | p3 $(p4)"));
    }

    private String redirection() {
        if (!one(4)) {
            return "";
        }
        return switch (random.nextInt(14)) {
            case 0 -> " >f1";
            case 1 -> " 2>>f2";
            case 2 -> " &>f3";
            case 3 -> " >|" + any(List.of("f4", "\"f 5\"", "$x"));
            case 4 -> " <<<" + word();
            case 5 -> " 2>&1";
            case 6 -> "<>f6";
            case 7 -> " >&f7";
            case 8 -> " {fd}>f8";
            case 9 -> " &>>f9";
            case 10, 11, 12 -> document();
            default -> " <f1";
        };
    }

    private String document() {
        if (depth > 2) {
            return " <<<x";
        }
        String end = "E" + documents++;
        String body = any(List.of(
                "text\n",
                "$(p1 doc)\n",
                "`p2 doc`\n",
                "a \\$(p3) 'b' \" c\n",
                "${x:-$(p4)}\n",
                "back\\\nslash\n",
                "\t tab\n",
                "",
                "$(( 1 + 1 ))\n",
                "$(p5 <<I\nin $(p6)\nI\n)\n",
                "x" + end + "\n",
                end + " \n"));
        return switch (random.nextInt(4)) {
            case 0 -> {
                bodies += body + end + "\n";
                yield " <<'" + end + "'";
            }
            case 1 -> {
                bodies += "\t" + body + "\t" + end + "\n";
                yield " <<-" + end;
            }
            case 2 -> {
                bodies += body + end + "\n";
                yield " <<\\" + end;
            }
            default -> {
                bodies += body + end + "\n";
                yield " <<" + end;
            }
        };
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
