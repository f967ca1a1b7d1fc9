package dev.lungo.tool;

import java.nio.charset.StandardCharsets;

/**
 * What a command printed, as a person would have read it at the end: no terminal escapes, no control characters, and of
 * a line that was redrawn with carriage returns only its last state. Invalid UTF-8 becomes U+FFFD.
 */
final class CleanText {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;

    private final String raw;
    private final StringBuilder clean;
    private int at;
    private int lineStart;
    /** Where the next character goes. */
    private int cursor;
    /** A carriage return came: the next printed character starts the line over. */
    private boolean returned;

    private CleanText(String raw) {
        this.raw = raw;
        this.clean = new StringBuilder(raw.length());
    }

    static String of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.UTF_8));
    }

    static String of(String raw) {
        return new CleanText(raw).run();
    }

    private String run() {
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            switch (c) {
                case ESCAPE -> escape();
                case '\u009b' -> controlSequence();
                case '\n' -> lineBreak();
                case '\r' -> returned = true;
                case '\b' -> back();
                case '\t' -> print(c);
                default -> {
                    if (!Character.isISOControl(c)) {
                        print(c);
                    }
                }
            }
        }
        return clean.toString();
    }

    private void print(char c) {
        if (returned) {
            clean.setLength(lineStart);
            cursor = lineStart;
            returned = false;
        }
        if (cursor == clean.length()) {
            clean.append(c);
        } else if (cursor > 0 && Character.isSurrogatePair(clean.charAt(cursor - 1), c)) {
            clean.insert(cursor, c);
        } else {
            int over = Character.charCount(clean.codePointAt(cursor));
            clean.replace(cursor, cursor + over, String.valueOf(c));
        }
        cursor++;
    }

    private void lineBreak() {
        returned = false;
        clean.append('\n');
        lineStart = clean.length();
        cursor = lineStart;
    }

    /** Moves back and erases nothing: what comes next is printed over what is there. */
    private void back() {
        if (cursor > lineStart) {
            cursor -= Character.charCount(clean.codePointBefore(cursor));
        }
    }

    private void escape() {
        if (at == raw.length()) {
            return;
        }
        char kind = raw.charAt(at++);
        switch (kind) {
            case '[' -> controlSequence();
            case ']', 'P', 'X', '^', '_' -> string();
            default -> {
                while (at < raw.length() && kind >= ' ' && kind <= '/') {
                    kind = raw.charAt(at++);
                }
                if (kind == '\n') {
                    at--;
                }
            }
        }
    }

    /** Parameters up to a final character from {@code @} to {@code ~}. */
    private void controlSequence() {
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c < ' ' || c > '~') {
                return;
            }
            at++;
            if (c >= '@') {
                return;
            }
        }
    }

    /** A title or another string up to BEL or ESC \; one that never ends does not swallow the next line. */
    private void string() {
        while (at < raw.length() && raw.charAt(at) != '\n') {
            char c = raw.charAt(at++);
            if (c == BELL || c == '\u009c') {
                return;
            }
            if (c == ESCAPE) {
                at += at < raw.length() && raw.charAt(at) == '\\' ? 1 : 0;
                return;
            }
        }
    }
}
