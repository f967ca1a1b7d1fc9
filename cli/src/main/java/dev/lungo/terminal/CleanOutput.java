package dev.lungo.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes text on to a terminal, line by line, without what would steer the terminal: escape sequences are left out, other
 * control characters shown. Colours may stay: written anew, and ended with each line. Of a line that was drawn over with
 * carriage returns only what stood there last is shown.
 */
public final class CleanOutput extends FilterOutputStream {
    private static final int LONGEST_LINE = 64 * 1024;

    /** The line that has no end yet. Only the writing thread touches it. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private final boolean colour;
    private final Colours colours = new Colours();

    public CleanOutput(OutputStream out, boolean colour) {
        super(out);
        this.colour = colour;
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n' || line.size() >= LONGEST_LINE) {
            passOn();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** Also passes on a last line without an end. */
    @Override
    public void close() throws IOException {
        passOn();
        super.close();
    }

    private void passOn() throws IOException {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        boolean ended = text.endsWith("\n");
        String content = ended ? text.substring(0, text.length() - 1) : text;
        if (content.endsWith("\r")) {
            content = content.substring(0, content.length() - 1);
        }
        int shown = content.lastIndexOf('\r') + 1;
        // Also of what is not shown: a colour may go on behind it.
        var _ = colours.pieces(content.substring(0, shown));
        var clean = Line.EMPTY.and(colours.pieces(content.substring(shown)));
        out.write(((colour ? clean.coloured() : clean.plain()) + (ended ? "\n" : "")).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
