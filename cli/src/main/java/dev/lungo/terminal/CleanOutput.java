package dev.lungo.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes the output of commands on to a terminal, line by line, without what would steer the terminal: escape sequences
 * are left out, other control characters shown. Of a line that was drawn over with carriage returns only what stood there
 * last is shown.
 */
public final class CleanOutput extends FilterOutputStream {
    private static final int LONGEST_LINE = 64 * 1024;

    /** The line that has no end yet. Only the writing thread touches it. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public CleanOutput(OutputStream out) {
        super(out);
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
        content = content.substring(content.lastIndexOf('\r') + 1);
        out.write((Harmless.line(content) + (ended ? "\n" : "")).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
