package dev.lungo.tool;

import java.util.List;

/**
 * Text from files and commands, made unable to pose as Lungo's own voice: it can neither open nor close the blocks that
 * carry notices.
 */
final class Neutral {
    /** Letters only: what stands between them (case, spaces, hyphens, invisible characters) does not matter. */
    private static final List<String> BLOCKS = List.of("backgroundresults", "systemreminder");

    private Neutral() {}

    /** The opening angle bracket of every tag that names one of our blocks is written as an entity; all else stays. */
    static String tags(String text) {
        int open = text.indexOf('<');
        if (open < 0) {
            return text;
        }
        var neutral = new StringBuilder(text.length() + 16);
        int copied = 0;
        while (open >= 0) {
            if (namesBlock(text, open + 1)) {
                neutral.append(text, copied, open).append("&lt;");
                copied = open + 1;
            }
            open = text.indexOf('<', open + 1);
        }
        return copied == 0 ? text : neutral.append(text, copied, text.length()).toString();
    }

    /** Like {@link #tags}, and no {@code [bg:} is left that could begin a notice of its own. */
    static String notice(String text) {
        String tagless = tags(text);
        int open = tagless.indexOf('[');
        if (open < 0) {
            return tagless;
        }
        var neutral = new StringBuilder(tagless.length() + 16);
        int copied = 0;
        while (open >= 0) {
            int colon = afterLetters(tagless, open + 1, "bg");
            if (colon >= 0) {
                neutral.append(tagless, copied, open).append('(');
                copied = open + 1;
            }
            open = tagless.indexOf('[', open + 1);
        }
        return copied == 0
                ? tagless
                : neutral.append(tagless, copied, tagless.length()).toString();
    }

    private static boolean namesBlock(String text, int from) {
        return BLOCKS.stream().anyMatch(name -> afterLetters(text, from, name) >= 0);
    }

    /** Where the text goes on after these letters, whatever fill stands before and between them; -1 without them. */
    private static int afterLetters(String text, int from, String letters) {
        int matched = 0;
        int at = from;
        while (matched < letters.length() && at < text.length()) {
            int c = text.codePointAt(at);
            if (Character.toLowerCase(c) == letters.charAt(matched)) {
                matched++;
            } else if (!isFill(c)) {
                return -1;
            }
            at += Character.charCount(c);
        }
        return matched == letters.length() ? at : -1;
    }

    private static boolean isFill(int c) {
        if (c == '/' || c == '-' || c == '_' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.NON_SPACING_MARK
                || type == Character.DASH_PUNCTUATION;
    }
}
