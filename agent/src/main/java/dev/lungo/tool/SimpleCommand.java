package dev.lungo.tool;

import dev.lungo.shell.Invocation;
import dev.lungo.shell.Redirection;
import dev.lungo.shell.Word;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program and its arguments as they stand in a shell line.
 *
 * @param words quotes removed, nothing expanded
 * @param targets files that output is redirected to
 * @param documents here-documents and here-strings that it reads
 */
record SimpleCommand(List<String> words, List<String> targets, List<String> documents) {
    private static final Set<String> WRAPPERS = Set.of(
            "sudo", "doas", "env", "exec", "command", "builtin", "nohup", "nice", "ionice", "setsid", "stdbuf",
            "timeout", "xargs", "chroot", "busybox");
    private static final Set<String> OPTIONS_WITH_VALUE =
            Set.of("-u", "-g", "-n", "-k", "-s", "-c", "-I", "-L", "-P", "-d", "-i", "-o", "-e", "-C", "-S");

    SimpleCommand {
        words = List.copyOf(words);
        targets = List.copyOf(targets);
        documents = List.copyOf(documents);
    }

    static SimpleCommand of(Invocation invocation) {
        return new SimpleCommand(
                invocation.words().stream().map(Word::unquoted).toList(),
                invocation.redirections().stream()
                        .filter(Redirection::writes)
                        .map(redirection -> redirection.target().unquoted())
                        .toList(),
                invocation.redirections().stream()
                        .flatMap(SimpleCommand::document)
                        .toList());
    }

    private static Stream<String> document(Redirection redirection) {
        return redirection.kind() == Redirection.Kind.HERE_STRING
                ? Stream.of(redirection.target().unquoted())
                : redirection.document().map(document -> document.body().text()).stream();
    }

    /** Without assignments and wrappers such as {@code sudo} in front: the program and its arguments. */
    List<String> bare() {
        int at = 0;
        boolean wrapped = false;
        while (at < words.size()) {
            String word = words.get(at);
            if (WRAPPERS.contains(name(word)) && !isQuestion(at)) {
                wrapped = true;
            } else if (wrapped && OPTIONS_WITH_VALUE.contains(word)) {
                at++;
            } else if (!wrapped || !(isAssignment(word) || isArgument(word))) {
                break;
            }
            at++;
        }
        return words.subList(Math.min(at, words.size()), words.size());
    }

    /** The program's name without folders, or empty. */
    String program() {
        List<String> bare = bare();
        return bare.isEmpty() ? "" : name(bare.getFirst());
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    /** {@code command -v}: asks about a program and runs none. */
    private boolean isQuestion(int at) {
        return words.get(at).equals("command")
                && at + 1 < words.size()
                && words.get(at + 1).matches("-[vV]");
    }

    private static boolean isAssignment(String word) {
        return word.matches("[A-Za-z_][A-Za-z0-9_]*=.*");
    }

    /** Of a wrapper, not a program: an option or a time. */
    private static boolean isArgument(String word) {
        return word.startsWith("-") || word.matches("[0-9.]+[smhd]?");
    }
}
