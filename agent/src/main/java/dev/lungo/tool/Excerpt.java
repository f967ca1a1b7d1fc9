package dev.lungo.tool;

import java.util.function.BinaryOperator;

/** Text cut to a number of characters, with its head, its tail and a line between them that says what is missing. */
final class Excerpt {
    /** How far a cut moves to fall on a line break. */
    private static final int SLACK = 200;

    private Excerpt() {}

    /**
     * The text, or a third of {@code max} from its head and the rest from its tail.
     *
     * @param missing says what the line between them says, from head and tail
     */
    static String of(String text, int max, BinaryOperator<String> missing) {
        if (text.length() <= max) {
            return text;
        }
        String head = head(text, max / 3);
        String tail = tail(text, max - max / 3);
        return joined(head, missing.apply(head, tail), tail);
    }

    static String joined(String head, String missing, String tail) {
        return head + (head.endsWith("\n") || head.isEmpty() ? "" : "\n") + "[… " + missing + " …]\n" + tail;
    }

    /** At most {@code max} characters from the front, up to a line break where one is near. */
    static String head(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max;
        int lineBreak = text.lastIndexOf('\n', end - 1);
        if (lineBreak >= 0 && lineBreak >= end - SLACK) {
            end = lineBreak + 1;
        } else if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** At most {@code max} characters from the back, from a line start on where one is near. */
    static String tail(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int start = text.length() - max;
        if (text.charAt(start - 1) == '\n') {
            return text.substring(start);
        }
        int lineBreak = text.indexOf('\n', start);
        if (lineBreak >= 0 && lineBreak < start + SLACK && lineBreak < text.length() - 1) {
            start = lineBreak + 1;
        } else if (start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }
}
