package dev.lungo.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the variables of a script may hold: a number, or nobody knows. Arithmetic evaluates the text of a variable, and
 * {@code a[$(date)]} in it runs date; only where all that a script assigns are numbers that is sure not to happen.
 */
final class Variables {
    private static final Pattern ASSIGNED = Pattern.compile("\\b([A-Za-z_][A-Za-z0-9_]*+)\\s*+=(?!=)");

    /** Of variables that are assigned each other. */
    private static final int LONGEST_CHAIN = 100;

    private static final Set<String> NUMBERED = Set.of("#", "?", "$", "!");

    /** Written while the script is walked through; nothing is asked before its end. */
    private final Map<String, List<Word>> values = new HashMap<>();

    private boolean distrusted;

    void assign(String name, List<Word> words) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(words);
    }

    /** Something assigns what it likes: {@code eval}. */
    void distrustAll() {
        distrusted = true;
    }

    boolean distrusted() {
        return distrusted;
    }

    /** Names that arithmetic assigns hold numbers. */
    void assignIn(WordPart.Arithmetic arithmetic) {
        var matcher = ASSIGNED.matcher(arithmetic.text());
        while (matcher.find()) {
            assign(matcher.group(1), List.of());
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean isNumber(String name) {
        return isNumber(name, new HashSet<>());
    }

    boolean isNumber(Word word) {
        return isNumber(word, new HashSet<>());
    }

    /** What in arithmetic is not sure to be a number. */
    Optional<String> doubt(WordPart.Arithmetic arithmetic) {
        for (String name : arithmetic.names()) {
            if (!isNumber(name)) {
                return Optional.of(name);
            }
        }
        for (WordPart part : arithmetic.inside()) {
            if (!isNumber(part, new HashSet<>())) {
                return Optional.of(part instanceof WordPart.Parameter parameter ? parameter.name() : "$(…)");
            }
        }
        return Optional.empty();
    }

    private boolean isNumber(String name, Set<String> asked) {
        if (distrusted || asked.size() > LONGEST_CHAIN) {
            return false;
        }
        // Asked about while it is being found out: x=$x is a number if everything else is.
        if (!asked.add(name)) {
            return true;
        }
        List<Word> words = values.get(name);
        return words == null ? Names.NUMBERS.contains(name) : words.stream().allMatch(word -> isNumber(word, asked));
    }

    private boolean isNumber(Word word, Set<String> asked) {
        Optional<String> constant = word.constant();
        return constant.isPresent()
                ? constant.get().matches("[+-]?[0-9]*")
                : word.parts().stream().allMatch(part -> isNumber(part, asked));
    }

    private boolean isNumber(WordPart part, Set<String> asked) {
        return switch (part) {
            case WordPart.Literal(var text, var _) -> text.matches("[0-9]*");
            case WordPart.Braces(var text) -> text.matches("[0-9{},.-]*");
            case WordPart.Arithmetic _ -> true;
            case WordPart.Parameter parameter -> isNumber(parameter, asked);
            case WordPart.Substitution(var script, var _) -> NumberPrograms.print(script);
            case WordPart.ProcessSubstitution _, WordPart.Tilde _, WordPart.Glob _ -> false;
        };
    }

    private boolean isNumber(WordPart.Parameter parameter, Set<String> asked) {
        String operation = parameter.operation();
        if (operation.equals("#") || operation.matches("#\\[[@*]]")) {
            return true;
        }
        boolean plain = operation.isEmpty() || operation.matches("\\[[^\\[\\]]*]|:?-[0-9]+");
        return plain && (NUMBERED.contains(parameter.name()) || isNumber(parameter.name(), asked));
    }
}
