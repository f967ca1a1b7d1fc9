package dev.lungo.tool;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, read one by one in bounded memory: of a line that is too long the rest is counted and skipped.
 * An interrupt of the thread ends the reading with an {@link InterruptedException}. Owned by one thread.
 */
final class Lines implements Closeable {
    private static final int CHECK_EVERY = 512;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[16 * 1024];
    private int filled;
    private int at;
    private long number;
    private long cut;
    private boolean carriageReturn;

    /**
     * Reads a stream from where it is.
     *
     * @param longest characters of a line that are kept
     */
    Lines(InputStream bytes, Encoding encoding, int longest) {
        this.reader = new InputStreamReader(bytes, encoding.charset);
        this.longest = longest;
    }

    /** The first bytes of a file, for guesses. */
    static byte[] head(SeekableByteChannel file) throws IOException {
        file.position(0);
        return Channels.newInputStream(file).readNBytes(Encoding.SAMPLE);
    }

    /** The next line without its ending, or null at the end. */
    @Nullable
    String next() throws IOException, InterruptedException {
        if (number % CHECK_EVERY == 0 && Thread.interrupted()) {
            throw new InterruptedException("while reading");
        }
        if (at == filled && !fill()) {
            return null;
        }
        number++;
        cut = 0;
        var line = new StringBuilder();
        boolean more = true;
        while (more && (at < filled || fill())) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - at, longest + 1 - line.length());
            line.append(buffer, at, kept);
            cut += end - at - kept;
            more = end == filled;
            at = more ? end : end + 1;
        }
        return finished(line, !more);
    }

    /** The number of the line that {@link #next} gave, from 1. */
    long number() {
        return number;
    }

    /** How many characters of that line were left out. */
    long cut() {
        return cut;
    }

    /** Whether that line ended with CR LF. */
    boolean carriageReturn() {
        return carriageReturn;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private String finished(StringBuilder line, boolean ended) {
        int length = line.length();
        carriageReturn = ended && cut == 0 && length > 0 && line.charAt(length - 1) == '\r';
        if (carriageReturn) {
            line.setLength(--length);
        }
        if (length > longest) {
            int end = Facts.boundary(line, longest);
            cut += length - end;
            line.setLength(end);
        }
        return line.toString();
    }

    private boolean fill() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while reading");
        }
        try {
            filled = Math.max(0, reader.read(buffer));
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException("while reading");
        }
        at = 0;
        return filled > 0;
    }
}
