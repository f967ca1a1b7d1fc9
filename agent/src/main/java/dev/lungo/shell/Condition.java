package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@code test} and {@code [}. {@code -v} evaluates the name that it is given, so no expansion may become
 * that operator with another word behind it.
 */
final class Condition {
    private static final Set<String> BINARY =
            Set.of("=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "-eq", "-ne", "-lt", "-le", "-gt", "-ge");

    private final Variables variables;

    Condition(Variables variables) {
        this.variables = variables;
    }

    boolean isSure(List<Word> arguments) {
        List<Optional<String>> constants =
                arguments.stream().map(Word::constant).toList();
        boolean named = constants.contains(Optional.of("-v")) || constants.contains(Optional.of("-R"));
        if (named || constants.stream().allMatch(Optional::isPresent)) {
            return !named
                    || constants.stream()
                            .allMatch(word -> word.isPresent() && word.get().indexOf('[') < 0);
        }
        if (!arguments.stream().allMatch(this::isOneWord)) {
            return false;
        }
        var group = new ArrayList<Optional<String>>();
        for (Optional<String> word : constants) {
            if (word.isPresent() && (word.get().equals("-a") || word.get().equals("-o"))) {
                if (!isSureGroup(group)) {
                    return false;
                }
                group.clear();
            } else {
                group.add(word);
            }
        }
        return isSureGroup(group);
    }

    private static boolean isSureGroup(List<Optional<String>> group) {
        int from = 0;
        int to = group.size();
        while (from < to && (is(group.get(from), "!") || is(group.get(from), "("))) {
            from++;
        }
        while (to > from && is(group.get(to - 1), ")")) {
            to--;
        }
        return switch (to - from) {
            case 1 -> true;
            case 2 -> group.get(from).isPresent();
            case 3 -> group.get(from + 1).filter(BINARY::contains).isPresent();
            default -> false;
        };
    }

    private static boolean is(Optional<String> word, String text) {
        return word.isPresent() && word.get().equals(text);
    }

    /** Whether a word is sure to be one argument. */
    private boolean isOneWord(Word word) {
        return variables.isNumber(word) || word.parts().stream().allMatch(Condition::isOneWord);
    }

    private static boolean isOneWord(WordPart part) {
        return switch (part) {
            case WordPart.Parameter parameter ->
                parameter.quoted()
                        && !parameter.name().equals("@")
                        && parameter.operation().indexOf('@') < 0;
            case WordPart.Substitution substitution -> substitution.quoted();
            case WordPart.Literal _, WordPart.Tilde _, WordPart.Arithmetic _, WordPart.ProcessSubstitution _ -> true;
            case WordPart.Glob _, WordPart.Braces _ -> false;
        };
    }
}
