package dev.lungo.tasks;

import java.nio.file.Path;

/**
 * What a task wrote to stdout and stderr, in order, addressed by byte offsets that never move. Safe for use by any
 * thread, also while the task goes on writing.
 */
public interface Output {
    /** The file that holds it. */
    Path path();

    /** Bytes written so far. */
    long size();

    /**
     * At most {@code max} bytes from {@code offset} on; fewer at the end.
     *
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    Piece read(long offset, int max);

    /** Why output is missing, such as a full disk, in the words of who could not write it; empty where nothing is. */
    default String loss() {
        return "";
    }

    /** The last bytes, at most {@code max}. */
    default Piece tail(int max) {
        return read(Math.max(0, size() - max), max);
    }

    /**
     * A run of bytes.
     *
     * @param offset of the first byte
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is enough: a piece is read and thrown away
    record Piece(long offset, byte[] bytes) {
        /** Where to read on. */
        public long next() {
            return offset + bytes.length;
        }
    }
}
