package dev.lungo.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A simple command that running a script may run.
 *
 * @param assignments in front of it; without words they are the shell's own, as those that {@code for},
 *     <code>${name:=…}</code>, and builtins such as {@code read} and {@code export} make
 * @param words the command and its arguments; empty where there are only assignments or redirections
 * @param redirections its own, those of the compounds around it are invocations without words
 * @param places where it stands
 * @param redefined whether the script defines a function of that name: then the name may mean that
 */
public record Invocation(
        List<Assignment> assignments,
        List<Word> words,
        List<Redirection> redirections,
        Set<Place> places,
        boolean redefined) {
    public Invocation {
        assignments = List.copyOf(assignments);
        words = List.copyOf(words);
        redirections = List.copyOf(redirections);
        places = Set.copyOf(places);
    }

    /** Where a command stands in a script; several may be true at once. */
    public enum Place {
        /** Its input is the output of the command before it. */
        READS_PIPE,
        /** Its output is the input of the command behind it. */
        WRITES_PIPE,
        BACKGROUND,
        SUBSHELL,
        /** In {@code $(…)}, backticks or <code>&lt;(…)</code>. */
        SUBSTITUTION,
        /** It may be left out: behind {@code &&} or {@code ||}, in a branch or a loop's body. */
        CONDITIONAL,
        FUNCTION
    }

    /** The command's name where the shell does not make it up while it runs; empty as well where there are no words. */
    public Optional<String> command() {
        return words.isEmpty() ? Optional.empty() : words.getFirst().constant();
    }
}
