package dev.lungo.terminal;

/**
 * Makes text of models and commands fit for a terminal: nothing in it can move the cursor, change a title, hide or
 * reorder characters, or pretend to be a line of ours.
 */
public final class Harmless {
    private static final char ESCAPE = '\033';
    /** The one-character CSI of 8-bit terminals. */
    private static final char CSI = '\u009b';

    private Harmless() {}

    /** For reading: escape sequences are left out, other control characters shown, line ends as {@code ⏎}. */
    public static String line(String text) {
        return clean(text, false);
    }

    /** For deciding: as {@link #line}, but nothing is left out, escape sequences and invisible characters included. */
    public static String exact(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean exact) {
        if (isPlain(text)) {
            return text;
        }
        var clean = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int end = exact ? at : endOfSequence(text, at);
            if (end > at) {
                at = end;
                continue;
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            append(clean, c, exact);
        }
        return clean.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder clean, int c, boolean exact) {
        if (c == '\n') {
            clean.append('⏎');
        } else if (c == '\t' && !exact) {
            clean.append("    ");
        } else if (c < ' ') {
            clean.appendCodePoint(0x2400 + c); // the picture of the control character
        } else if (c == 0x7f) {
            clean.append('␡');
        } else if (isInvisible(c, exact)) {
            clean.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            clean.append('\ufffd');
        } else {
            clean.appendCodePoint(c);
        }
    }

    private static boolean isInvisible(int c, boolean exact) {
        if (!exact && (c == 0x200c || c == 0x200d || c == 0xad)) {
            return false; // joiners of emoji and scripts, the soft hyphen: harmless in prose
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            // Blanks that are not the space: two words or one?
            case Character.SPACE_SEPARATOR -> exact && c != ' ';
            default -> exact && isBlankFiller(c);
        };
    }

    /** Letters and marks without a picture: Hangul fillers, the Braille blank, variation selectors. */
    private static boolean isBlankFiller(int c) {
        return c == 0x115f
                || c == 0x1160
                || c == 0x3164
                || c == 0xffa0
                || c == 0x2800
                || c == 0x34f
                || (c >= 0x180b && c <= 0x180f)
                || (c >= 0xfe00 && c <= 0xfe0e)
                || (c >= 0xe0100 && c <= 0xe01ef);
    }

    /** Where the escape sequence that begins here ends; {@code at} where none does. */
    private static int endOfSequence(String text, int at) {
        char c = text.charAt(at);
        if (c == CSI) {
            return endOfControlSequence(text, at + 1, at);
        }
        if (c != ESCAPE || at + 1 >= text.length()) {
            return at;
        }
        char kind = text.charAt(at + 1);
        return switch (kind) {
            case '[' -> endOfControlSequence(text, at + 2, at);
            case ']', 'P', 'X', '^', '_' -> endOfString(text, at + 2, at);
            case '(', ')', '*', '+', '#', '%' -> Math.min(at + 3, text.length());
            default -> kind >= '0' && kind <= '~' ? at + 2 : at;
        };
    }

    private static int endOfControlSequence(String text, int from, int none) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '@' && c <= '~') {
                return i + 1;
            }
            if (c < ' ' || c > '~') {
                return none;
            }
        }
        return none;
    }

    /** A string sequence ends with BEL or ST; one without an end within the line hides nothing. */
    private static int endOfString(String text, int from, int none) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\007' || c == '\u009c') {
                return i + 1;
            }
            if (c == ESCAPE) {
                return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : none;
            }
            if (c == '\n') {
                return none;
            }
        }
        return none;
    }
}
