package dev.lungo.permission;

import java.util.List;

/** Follows the words of {@code find} and tells whether what it has found so far can be a link. One use. */
final class FoundLinks {
    private int depth;
    private boolean onlyFiles;
    private boolean alternatives;

    /** The next word of the expression. */
    void next(List<Argument> words, int at) {
        Argument word = words.get(at);
        if (word.is("(")) {
            depth++;
        } else if (word.is(")")) {
            depth--;
        } else if (depth == 0 && (word.is("-o") || word.is("-or") || word.is(","))) {
            // What stands behind it is looked at without what stands in front.
            alternatives = true;
        } else if (depth == 0 && word.is("-type") && at + 1 < words.size()) {
            boolean negated =
                    at > 0 && (words.get(at - 1).is("!") || words.get(at - 1).is("-not"));
            onlyFiles |= !negated && words.get(at + 1).is("f");
        }
    }

    /** Whether a {@code -type f} counts for all that comes behind it. */
    boolean none() {
        return onlyFiles && !alternatives && depth == 0;
    }
}
