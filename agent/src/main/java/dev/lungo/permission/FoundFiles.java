package dev.lungo.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Follows the words of {@code find} and tells what is known of a file that gets as far: whether it can be a link, and by
 * which names it was picked. What stands behind an {@code -o} is looked at without what stands in front. One use.
 */
final class FoundFiles {
    private static final Set<String> OR = Set.of("-o", "-or", ",");
    private static final Set<String> NAME = Set.of("-name", "-iname");

    private int depth;
    private boolean onlyFiles;
    /** Of each of them one fits. */
    private List<List<String>> names = List.of();

    /** The next word of the expression. */
    void next(List<Argument> words, int at) {
        Argument word = words.get(at);
        if (word.is("(")) {
            if (depth++ == 0 && !negated(words, at)) {
                group(words, at + 1);
            }
        } else if (word.is(")")) {
            depth--;
        } else if (depth == 0 && OR.contains(word.value())) {
            onlyFiles = false;
            names = List.of();
        } else if (depth == 0 && at + 1 < words.size() && !negated(words, at)) {
            onlyFiles |= word.is("-type") && words.get(at + 1).is("f");
            if (NAME.contains(word.value())) {
                also(List.of(words.get(at + 1)));
            }
        }
    }

    /** Whether a test counts for the opposite: two of these cancel out. */
    static boolean negated(List<Argument> words, int at) {
        boolean negated = false;
        for (int before = at - 1;
                before >= 0 && (words.get(before).is("!") || words.get(before).is("-not"));
                before--) {
            negated = !negated;
        }
        return negated;
    }

    /** {@code ( -name a -o -name b )}. */
    private void group(List<Argument> words, int from) {
        var patterns = new ArrayList<Argument>();
        int at = from;
        while (at + 2 < words.size() && NAME.contains(words.get(at).value())) {
            patterns.add(words.get(at + 1));
            if (words.get(at + 2).is(")")) {
                also(patterns);
                return;
            }
            if (!OR.contains(words.get(at + 2).value())) {
                return;
            }
            at += 3;
        }
    }

    /** A pattern that is not known may be any, and so says nothing. */
    private void also(List<Argument> patterns) {
        if (patterns.stream().allMatch(Argument::constant)) {
            var more = new ArrayList<>(names);
            more.add(patterns.stream()
                    .map(pattern -> pattern.value().toLowerCase(Locale.ROOT))
                    .toList());
            names = more;
        }
    }

    /** Whether no link gets here. */
    boolean noLinks() {
        return onlyFiles && depth == 0;
    }

    /** Whether a file of a name may get here. */
    Predicate<String> mayBe() {
        List<List<String>> all = depth == 0 ? List.copyOf(names) : List.of();
        return name -> all.stream()
                .allMatch(some -> some.stream()
                        .anyMatch(pattern -> new NamePattern(pattern).matches(name.toLowerCase(Locale.ROOT))));
    }
}
