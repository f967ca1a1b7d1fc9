package dev.lungo.permission;

import java.util.ArrayList;
import java.util.List;

/** What in a word may be the name of a file. */
final class NamedFiles {
    /** More of a word is not looked at for signs. */
    private static final int MOST_SIGNS = 64;

    private NamedFiles() {}

    /** All of it, or what stands behind the letters of an option, and behind {@code =}, {@code :} or {@code @}. */
    static List<Argument> in(Argument word) {
        if (word.kind() != Argument.Kind.CONSTANT && word.kind() != Argument.Kind.PATTERN) {
            return List.of();
        }
        String value = word.value();
        List<Argument> named = new ArrayList<>();
        boolean option = value.startsWith("-");
        if (!option) {
            named.add(word);
        }
        boolean letters = option && !value.startsWith("--");
        for (int at = 1; at < Math.min(value.length(), MOST_SIGNS + 1); at++) {
            char before = value.charAt(at - 1);
            letters &= at == 1 || Character.isLetterOrDigit(before);
            if ((letters && at > 1) || "=:@<".indexOf(before) >= 0) {
                named.add(word.from(at));
            }
        }
        return named;
    }
}
