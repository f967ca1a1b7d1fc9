package dev.lungo.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which programs a command line runs, as far as its text tells, behind the shell's words and programs that run another. */
final class Programs {
    private static final Set<String> SHELL_WORDS =
            Set.of("if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "builtin", "coproc");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash");

    /** Programs that run another, with those of their options that have a value in the next word. */
    private static final Map<String, String> FRONTS = Map.ofEntries(
            Map.entry("env", "uCS"),
            Map.entry("nohup", ""),
            Map.entry("exec", "a"),
            Map.entry("command", ""),
            Map.entry("nice", "n"),
            Map.entry("ionice", "cnp"),
            Map.entry("timeout", "sk"),
            Map.entry("setsid", ""),
            Map.entry("stdbuf", "ioe"),
            Map.entry("xargs", "aEIiLlnPsd"),
            Map.entry("watch", "n"),
            Map.entry("sshpass", "pfP"),
            Map.entry("sudo", "ugphCDRrTtU"),
            Map.entry("doas", "uC"));

    /** Commands inside commands end somewhere. */
    private static final int DEEPEST = 5;

    private Programs() {}

    /** Each program with its arguments; one that runs another comes before it. */
    static List<List<String>> of(String line) {
        return in(line, 0).toList();
    }

    private static Stream<List<String>> in(String line, int depth) {
        return depth > DEEPEST
                ? Stream.empty()
                : CommandWords.of(line).stream().flatMap(words -> unwrapped(words, depth));
    }

    private static Stream<List<String>> unwrapped(List<String> words, int depth) {
        var found = new ArrayList<List<String>>();
        var rest = words;
        while (!rest.isEmpty()) {
            var first = rest.getFirst();
            if (SHELL_WORDS.contains(first) || first.matches("[A-Za-z_][A-Za-z_0-9]*\\+?=.*")) {
                rest = rest.subList(1, rest.size());
                continue;
            }
            found.add(List.copyOf(rest));
            var name = HandOver.name(rest);
            if (name.equals("command") && rest.size() > 1 && rest.get(1).matches("-[vV]")) {
                return found.stream();
            }
            var valued = FRONTS.get(name);
            if (valued == null) {
                return Stream.concat(found.stream(), inside(name, rest, depth));
            }
            rest = behindOptions(rest, valued);
        }
        return found.stream();
    }

    private static List<String> behindOptions(List<String> words, String valued) {
        var i = 1;
        while (i < words.size()) {
            var word = words.get(i);
            if (word.length() == 2 && word.startsWith("-") && valued.indexOf(word.charAt(1)) >= 0) {
                i += 2;
            } else if (word.startsWith("-") || word.matches("[0-9].*|[A-Za-z_][A-Za-z_0-9]*=.*")) {
                i++;
            } else {
                break;
            }
        }
        return words.subList(Math.min(i, words.size()), words.size());
    }

    /** What a shell is given to run as text. */
    private static Stream<List<String>> inside(String name, List<String> words, int depth) {
        if (name.equals("eval")) {
            return in(String.join(" ", words.subList(1, words.size())), depth + 1);
        }
        if (!SHELLS.contains(name)) {
            return Stream.empty();
        }
        for (var i = 1; i < words.size() - 1; i++) {
            if (words.get(i).matches("-[a-z]*c[a-z]*")) {
                return in(words.get(i + 1), depth + 1);
            }
        }
        return Stream.empty();
    }
}
