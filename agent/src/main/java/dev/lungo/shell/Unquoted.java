package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;

/** What the shell may expand in the unquoted text of a word: braces, tildes and patterns. When in doubt it does. */
final class Unquoted {
    private Unquoted() {}

    /** The parts of a word, its unquoted text told apart. */
    static List<WordPart> parts(List<WordPart> raw) {
        String unquoted = unquoted(raw);
        boolean braces = hasBraces(unquoted);
        boolean set = hasInOrder(unquoted, "[", "]");
        var parts = new ArrayList<WordPart>();
        for (WordPart part : raw) {
            if (!(part instanceof WordPart.Literal literal) || literal.quoting() != WordPart.Quoting.NONE) {
                parts.add(part);
            } else if (braces) {
                parts.add(new WordPart.Braces(literal.text()));
            } else {
                split(literal.text(), parts.isEmpty(), set, parts);
            }
        }
        return parts;
    }

    private static String unquoted(List<WordPart> raw) {
        var unquoted = new StringBuilder();
        for (WordPart part : raw) {
            if (part instanceof WordPart.Literal literal && literal.quoting() == WordPart.Quoting.NONE) {
                unquoted.append(literal.text());
            }
        }
        return unquoted.toString();
    }

    private static boolean hasBraces(String text) {
        return hasInOrder(text, "{", ",", "}") || hasInOrder(text, "{", "..", "}");
    }

    private static boolean hasInOrder(String text, String... signs) {
        int from = 0;
        for (String sign : signs) {
            int found = text.indexOf(sign, from);
            if (found < 0) {
                return false;
            }
            from = found + sign.length();
        }
        return true;
    }

    /** A tilde counts at the beginning, and behind {@code =} and {@code :} as in assignments. */
    private static void split(String text, boolean first, boolean set, List<WordPart> parts) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean begins = i == 0 ? first : text.charAt(i - 1) == '=' || text.charAt(i - 1) == ':';
            if (text.charAt(i) == '~' && begins) {
                add(text.substring(start, i), set, parts);
                int end = i + 1;
                while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != ':') {
                    end++;
                }
                parts.add(new WordPart.Tilde(text.substring(i, end)));
                start = end;
                i = end - 1;
            }
        }
        add(text.substring(start), set, parts);
    }

    private static void add(String text, boolean set, List<WordPart> parts) {
        if (text.isEmpty()) {
            return;
        }
        boolean glob = text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || (set && text.indexOf('[') >= 0);
        parts.add(glob ? new WordPart.Glob(text) : new WordPart.Literal(text, WordPart.Quoting.NONE));
    }
}
