package dev.lungo.tool;

import dev.lungo.tasks.Output;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a part of a task's output, read one by one in bounded memory: of a line that is too long the rest is left
 * out, and bytes that are gone end a line. Owned by one thread.
 */
final class OutputLines {
    private static final int PIECE = 256 * 1024;
    private static final int LONGEST = 20_000;
    private static final int CHECK_EVERY = 512;

    private final Output output;
    private final long end;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Output.Piece piece;
    private int at;
    private long number;
    private long start;
    private long gap;
    private boolean returned;

    OutputLines(Output output, long from, long to) {
        this.output = output;
        end = to;
        start = from;
        piece = new Output.Piece(from, new byte[0]);
    }

    /** The next line, or null at the end. */
    @Nullable
    OutputLine next() throws InterruptedException {
        if (number++ % CHECK_EVERY == 0 && Thread.interrupted()) {
            throw new InterruptedException("while reading " + output.path());
        }
        line.reset();
        returned = false;
        if (at == piece.bytes().length && !fill()) {
            return null;
        }
        start = piece.offset() + at;
        var before = gap;
        gap = 0;
        while (at < piece.bytes().length) {
            byte b = piece.bytes()[at++];
            if (b == '\n') {
                return finished(before, true);
            }
            take(b);
            if (at == piece.bytes().length && (!fill() || gap > 0)) {
                break;
            }
        }
        return finished(before, false);
    }

    private void take(byte b) {
        if (b == '\r') {
            returned = true;
            return;
        }
        if (returned) {
            line.reset();
            returned = false;
        }
        if (line.size() < LONGEST) {
            line.write(b);
        }
    }

    private OutputLine finished(long before, boolean whole) {
        long next = gap > 0 ? piece.offset() - gap : piece.offset() + at;
        return new OutputLine(start, CleanText.of(line.toByteArray()), before, next, whole);
    }

    private boolean fill() {
        long from = piece.next();
        if (from >= end) {
            return false;
        }
        var more = output.read(from, (int) Math.min(PIECE, end - from));
        if (more.offset() >= end || more.bytes().length == 0) {
            return false;
        }
        int length = (int) Math.min(more.bytes().length, end - more.offset());
        piece = length == more.bytes().length
                ? more
                : new Output.Piece(more.offset(), java.util.Arrays.copyOf(more.bytes(), length));
        gap = more.offset() - from;
        at = 0;
        return true;
    }
}
