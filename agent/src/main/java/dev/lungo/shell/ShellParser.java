package dev.lungo.shell;

/** Reads a line as {@code bash -c} does. */
public final class ShellParser {
    /** Longer ones cannot be handed to a program as one argument. */
    private static final int LONGEST = 128 * 1024;

    private ShellParser() {}

    /** What the line means; {@link Unreadable} for whatever is wrong, unusual or decided only while it runs. */
    public static Parsed parse(String line) {
        try {
            refuseOddCharacters(line);
            Script script = Grammar.script(line);
            HiddenCode.refuse(script, line);
            return script;
        } catch (Refusal refusal) {
            return new Unreadable(refusal.why(), Math.min(refusal.at(), line.length()));
        }
    }

    private static void refuseOddCharacters(String line) {
        if (line.length() > LONGEST) {
            throw new Refusal("it is too long", LONGEST);
        }
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            boolean control = (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 127 || c == Cursor.END;
            if (control || isHalf(line, at)) {
                throw new Refusal("it holds a character that no shell takes: U+%04X".formatted((int) c), at);
            }
        }
    }

    private static boolean isHalf(String line, int at) {
        char c = line.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == line.length() || !Character.isLowSurrogate(line.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(line.charAt(at - 1)));
    }
}
