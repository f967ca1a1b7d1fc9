package dev.lungo.shell;

import java.util.List;
import java.util.Optional;

/** Reads a line as {@code bash -c} does. */
public final class ShellParser {
    /** Longer ones cannot be handed to a program as one argument. */
    private static final int LONGEST = 128 * 1024;

    private ShellParser() {}

    /** What the line means; {@link Unreadable} for whatever is wrong, unusual or decided only while it runs. */
    public static Parsed parse(String line) {
        try {
            Script script = script(line);
            HiddenCode.refuse(script, line);
            return script;
        } catch (Refusal refusal) {
            return new Unreadable(refusal.why(), Math.min(refusal.at(), line.length()));
        }
    }

    /**
     * What a line looks like, whether or not it may run more than is seen in it. For telling what it was about, never
     * for allowing it.
     */
    public static Optional<Script> outline(String line) {
        try {
            return Optional.of(script(line));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    /**
     * The simple commands that can be made out in a line, whether or not it can be read; some may be cut off or joined
     * wrongly then. For finding what must not run, never for allowing anything.
     */
    public static List<Invocation> glimpse(String line) {
        return outline(line).map(Commands::of).orElseGet(() -> Glimpse.of(line));
    }

    private static Script script(String line) {
        refuseOddCharacters(line);
        return Grammar.script(line, new Progress());
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
