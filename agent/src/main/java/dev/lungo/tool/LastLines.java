package dev.lungo.tool;

import dev.lungo.tasks.Output;

/** Finds where the last lines of an output begin, from the back. */
public final class LastLines {
    private static final int BLOCK = 64 * 1024;

    /** Lines that are longer than this together are not looked for any further. */
    private static final int FARTHEST = 16 * 1024 * 1024;

    private LastLines() {}

    /**
     * The offset at which the last lines before {@code end} begin; bytes that are gone begin a line, as does the place
     * beyond which nobody looks.
     */
    public static long start(Output output, long end, int lines) {
        long left = lines;
        long first = Math.min(end, output.freed().to());
        for (long to = end; to > first; ) {
            long from = Math.max(first, to - BLOCK);
            var piece = output.read(from, (int) (to - from));
            byte[] bytes = piece.bytes();
            for (int at = bytes.length - 1; at >= 0; at--) {
                if (bytes[at] == '\n' && piece.offset() + at < end - 1 && --left == 0) {
                    return piece.offset() + at + 1;
                }
            }
            if (piece.offset() > from || end - from >= FARTHEST) {
                return Math.min(piece.offset(), end);
            }
            to = from;
        }
        return first;
    }
}
