package dev.lungo.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables of a script that may be arrays. A declaration of one evaluates its text, also where that stands in quotes:
 * {@code declare -a a='($(date))'} runs date.
 *
 * @param unseen whether others may be as well: {@code eval} makes what it likes
 */
record Arrays(Set<String> names, boolean unseen) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?<![A-Za-z0-9_])([A-Za-z_][A-Za-z0-9_]*+)(?:\\+?=\\(|\\[)");

    private static final Set<String> MAKERS = Set.of("read", "mapfile", "readarray");

    /** Those that the shell has by itself. */
    private static final Set<String> OWN =
            Set.of("COMP_WORDS", "COMPREPLY", "COPROC", "DIRSTACK", "FUNCNAME", "GROUPS", "MAPFILE", "PIPESTATUS");

    Arrays {
        names = Set.copyOf(names);
    }

    /** Rather too many: any text that looks like an array counts. */
    static Arrays of(String line, List<ShellCommand.Simple> commands, boolean unseen) {
        var names = new HashSet<>(OWN);
        WRITTEN.matcher(line.replace("\\\n", "")).results().forEach(match -> names.add(match.group(1)));
        for (ShellCommand.Simple command : commands) {
            List<Word> words = BuiltinAssignments.bare(command.words());
            Optional<String> name =
                    words.isEmpty() ? Optional.empty() : words.getFirst().constant();
            boolean declares = !words.isEmpty() && BuiltinAssignments.declares(words.getFirst());
            if (name.filter(MAKERS::contains).isPresent() || (declares && makesArrays(words))) {
                for (Word word : words) {
                    String text = BuiltinAssignments.leading(word);
                    names.add(text.replaceAll("\\+?=.*", ""));
                    names.add(text.replaceAll("^-[a-z]*a", ""));
                }
            }
        }
        return new Arrays(names, unseen);
    }

    /** Whether the arguments of a declaration may be more than text. */
    boolean mayEvaluate(List<Word> arguments) {
        boolean array = makesArrays(arguments);
        return arguments.stream().anyMatch(word -> mayEvaluate(word, array));
    }

    private boolean mayEvaluate(Word word, boolean array) {
        String text = BuiltinAssignments.leading(word);
        int equals = text.indexOf('=');
        if (equals < 0 || isWrittenArray(word)) {
            return false;
        }
        String begin = text.substring(equals + 1);
        if (word.constant().isPresent()) {
            return word.constant().get().substring(equals + 1).stripLeading().startsWith("(");
        }
        String name = text.substring(0, equals).replaceAll("\\+$", "");
        boolean may = array || unseen || names.contains(name) || name.startsWith("BASH");
        return begin.stripLeading().startsWith("(") || (may && begin.isBlank()) || (array && !begin.isBlank());
    }

    /** {@code name=(…)} without quotes, which was read word by word. */
    private static boolean isWrittenArray(Word word) {
        return word.parts().size() > 1
                && BuiltinAssignments.leading(word).endsWith("=")
                && word.parts().get(1) instanceof WordPart.Glob(var text)
                && text.startsWith("(");
    }

    private static boolean makesArrays(List<Word> arguments) {
        return arguments.stream().anyMatch(word -> word.text().matches("[-+][A-Za-z]*[aA][A-Za-z]*"));
    }
}
