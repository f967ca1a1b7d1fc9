package dev.lungo.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events out of bytes. Lines end with LF, CR or CRLF; a character may be cut anywhere. Comments, ids and
 * event names are skipped: both wires say in the data what an event is.
 */
final class SseReader {
    /** A bound against a server that never ends a line; far above what any answer needs. */
    static final int LONGEST_EVENT = 64 << 20;

    private static final int BOM = 0xFEFF;

    private final Chunks chunks;
    private final int longest;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private byte[] line = new byte[1024];
    private int lineLength;
    private boolean lastWasCr;
    private boolean firstLine = true;
    private boolean atEnd;

    SseReader(Chunks chunks) {
        this(chunks, LONGEST_EVENT);
    }

    SseReader(Chunks chunks, int longest) {
        this.chunks = chunks;
        this.longest = longest;
    }

    /** The data of the next event, or null at the end of the stream. */
    @Nullable
    String next() throws Failed, InterruptedException {
        StringBuilder data = null;
        while (true) {
            String text = line();
            if (text == null || text.isEmpty()) {
                if (data != null) {
                    return data.toString();
                }
                if (text == null) {
                    return null;
                }
                continue;
            }
            String value = data(text);
            if (value != null) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value);
                if (data.length() > longest) {
                    throw tooLong();
                }
            }
        }
    }

    private static @Nullable String data(String text) {
        if (text.startsWith("data:")) {
            return text.substring(text.startsWith(" ", 5) ? 6 : 5);
        }
        return text.equals("data") ? "" : null;
    }

    private @Nullable String line() throws Failed, InterruptedException {
        while (!atEnd) {
            while (piece.hasRemaining()) {
                byte next = piece.get();
                boolean completesCrLf = next == '\n' && lastWasCr;
                lastWasCr = next == '\r';
                if (completesCrLf) {
                    continue;
                }
                if (next == '\n' || next == '\r') {
                    return take();
                }
                append(next);
            }
            ByteBuffer more = chunks.next();
            if (more == null) {
                atEnd = true;
            } else {
                piece = more;
            }
        }
        return lineLength == 0 ? null : take();
    }

    private void append(byte next) throws Failed {
        if (lineLength == line.length) {
            if (lineLength >= longest) {
                throw tooLong();
            }
            line = Arrays.copyOf(line, Math.min(longest, line.length * 2));
        }
        line[lineLength++] = next;
    }

    private String take() {
        String text = new String(line, 0, lineLength, StandardCharsets.UTF_8);
        lineLength = 0;
        boolean marked = firstLine && !text.isEmpty() && text.charAt(0) == BOM;
        firstLine = false;
        return marked ? text.substring(1) : text;
    }

    private Failed tooLong() {
        return Failed.broken("the server sent an event of more than " + longest + " bytes");
    }
}
