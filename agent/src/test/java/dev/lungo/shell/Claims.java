package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@link Commands} says that a line may do, to be held against what it did. */
final class Claims {
    private final List<List<Optional<String>>> commands = new ArrayList<>();
    private final List<Optional<String>> targets = new ArrayList<>();

    /** Of a line that was read; what {@code eval} is given is read as well. */
    Claims(Script script) {
        add(script);
    }

    private void add(Script script) {
        for (Invocation invocation : Commands.of(script)) {
            for (Redirection redirection : invocation.redirections()) {
                if (redirection.writes()) {
                    targets.add(redirection.target().constant());
                }
            }
            command(invocation.words().stream().map(Word::constant).toList());
        }
    }

    private void command(List<Optional<String>> words) {
        commands.add(words);
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            return;
        }
        List<Optional<String>> rest = words.subList(1, words.size());
        if (Set.of("command", "exec", "builtin").contains(words.getFirst().get())) {
            command(rest);
        }
        if (words.getFirst().get().equals("eval")) {
            Optional<String> text = rest.stream()
                    .reduce(
                            Optional.of(""),
                            (all, word) -> all.flatMap(before -> word.map(next -> before + " " + next)));
            if (text.isPresent() && ShellParser.parse(text.get()) instanceof Script script) {
                add(script);
            } else {
                commands.add(List.of(Optional.empty()));
                targets.add(Optional.empty());
            }
        }
    }

    /** Whether a program may have been run with these arguments. */
    boolean allow(List<String> program) {
        return commands.stream().anyMatch(words -> !words.isEmpty() && fits(words, program));
    }

    boolean allowFile(String name) {
        return targets.stream()
                .anyMatch(target -> target.isEmpty() || target.get().equals(name));
    }

    /** A word that is not constant may become any number of arguments. */
    private static boolean fits(List<Optional<String>> words, List<String> actual) {
        if (words.isEmpty()) {
            return actual.isEmpty();
        }
        List<Optional<String>> rest = words.subList(1, words.size());
        if (words.getFirst().isPresent()) {
            return !actual.isEmpty()
                    && actual.getFirst().equals(words.getFirst().get())
                    && fits(rest, actual.subList(1, actual.size()));
        }
        for (int taken = 0; taken <= actual.size(); taken++) {
            if (fits(rest, actual.subList(taken, actual.size()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return commands + " > " + targets;
    }
}
