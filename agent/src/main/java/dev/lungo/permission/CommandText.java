package dev.lungo.permission;

/**
 * A command as rules see it: its words without quotes, divided by spaces that cannot be confused with those inside a word.
 *
 * @param text with {@link #OPAQUE} for each piece that the shell makes up while it runs
 */
record CommandText(String text) {
    /** Stands for what is not known before the command runs. */
    static final char OPAQUE = '\uFFFC';
    /** A space inside a word. */
    private static final char INNER_SPACE = '\uFFFE';
    /** Stands for a character that means something here. */
    private static final char OTHER = '\uFFFB';

    /** A character of a word. */
    static char inWord(char c) {
        return switch (c) {
            case ' ' -> INNER_SPACE;
            case OPAQUE, INNER_SPACE, Wildcard.ANY -> OTHER;
            default -> c;
        };
    }

    /** The text of a word. */
    static String inWord(String word) {
        var text = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); at++) {
            text.append(inWord(word.charAt(at)));
        }
        return text.toString();
    }
}
