package dev.lungo.shell;

/** Reads a line as {@code bash -c} does. */
public final class ShellParser {
    private ShellParser() {}

    /** What the line means; {@link Unreadable} for whatever is wrong, unusual or decided only while it runs. */
    public static Parsed parse(String line) {
        return new Unreadable("not written yet", 0);
    }
}
