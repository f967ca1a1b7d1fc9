package dev.lungo.shell;

/** A place in a text that moves forward. Outside quotes a backslash before the end of a line vanishes with it. */
final class Cursor {
    /** Stands for the end of the text; no line holds it. */
    static final char END = '\uFFFF';

    private final String text;
    private final int origin;

    /** Written by the readers of this text, one after the other on one thread. */
    private int at;

    /**
     * Stands at the beginning of a text.
     *
     * @param origin where the text stands in the whole line
     */
    Cursor(String text, int origin) {
        this.text = text;
        this.origin = origin;
    }

    /** The character here, or behind the line continuations that stand here. */
    char peek() {
        at = behindContinuations(at);
        return raw();
    }

    /** The character here, whatever it is. */
    char raw() {
        return charAt(at);
    }

    /** The character that far ahead, without regard to line continuations. */
    char raw(int ahead) {
        return charAt(at + ahead);
    }

    /** Takes one character as it is. */
    char next() {
        char c = raw();
        at++;
        return c;
    }

    /** Whether this operator stands here, outside quotes. */
    boolean looksAt(String operator) {
        return end(operator) >= 0;
    }

    /** Takes this operator if it stands here, outside quotes. */
    boolean take(String operator) {
        int end = end(operator);
        if (end >= 0) {
            at = end;
        }
        return end >= 0;
    }

    /** Skips blanks, not ends of lines. */
    void blanks() {
        while (peek() == ' ' || raw() == '\t') {
            at++;
        }
    }

    /** Everything up to the end of the line, which is not taken. */
    void comment() {
        while (raw() != '\n' && raw() != END) {
            at++;
        }
    }

    int at() {
        return at;
    }

    /** Where this is in the whole line. */
    int place() {
        return origin + at;
    }

    void back(int to) {
        at = to;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    Refusal refusal(String why) {
        return new Refusal(why, place());
    }

    private int end(String operator) {
        int ahead = at;
        for (int i = 0; i < operator.length(); i++) {
            ahead = behindContinuations(ahead);
            if (charAt(ahead) != operator.charAt(i)) {
                return -1;
            }
            ahead++;
        }
        return ahead;
    }

    private int behindContinuations(int start) {
        int ahead = start;
        while (charAt(ahead) == '\\' && charAt(ahead + 1) == '\n') {
            ahead += 2;
        }
        return ahead;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }
}
