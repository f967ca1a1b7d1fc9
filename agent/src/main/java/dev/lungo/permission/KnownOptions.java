package dev.lungo.permission;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command that keep it harmless.
 *
 * @param any whether all do
 * @param numbers whether -5 is one
 */
record KnownOptions(Map<String, Value> named, boolean any, boolean numbers) {
    /** What an option takes. */
    enum Value {
        NOTHING,
        TEXT,
        /** Two words. */
        TWO_TEXTS,
        /** A value that is attached to it, or none. */
        ATTACHED,
        /** A file that is read. */
        FILE,
        /** The pattern that else is the first operand. */
        PATTERN,
        /** Nothing, and no pattern is needed then. */
        NO_PATTERN
    }

    KnownOptions {
        named = Map.copyOf(named);
    }

    /** Reads the two columns of the table, single letters and long names. */
    static KnownOptions of(String letters, String names) {
        var named = new HashMap<String, Value>();
        boolean any = false;
        boolean numbers = false;
        for (String letter : letters.split(" +", -1)) {
            any |= letter.equals("*");
            numbers |= letter.equals("#");
            if (!letter.isEmpty()) {
                named.put("-" + letter.charAt(0), value(letter.substring(1)));
            }
        }
        for (String name : names.split(" +", -1)) {
            any |= name.equals("*");
            if (!name.isEmpty()) {
                String bare = name.replaceAll("[=<?!^]+$", "");
                named.put("--" + bare, value(name.substring(bare.length())));
            }
        }
        return new KnownOptions(named, any, numbers);
    }

    @Nullable
    Value letter(char letter) {
        return named.get("-" + letter);
    }

    @Nullable
    Value name(String name) {
        return named.get("--" + name);
    }

    private static Value value(String mark) {
        return switch (mark) {
            case ":", "=" -> Value.TEXT;
            case "==" -> Value.TWO_TEXTS;
            case "?" -> Value.ATTACHED;
            case "<" -> Value.FILE;
            case "!" -> Value.PATTERN;
            case "^" -> Value.NO_PATTERN;
            default -> Value.NOTHING;
        };
    }
}
