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
     * The bytes that are gone from the middle because the task wrote more than its allowance; it only ever grows.
     *
     * @throws java.io.UncheckedIOException when that cannot be read
     */
    default Freed freed() {
        return Freed.NOTHING;
    }

    /**
     * At most {@code max} bytes from {@code offset} on; fewer at the end, and before bytes that were freed. A read that
     * begins among these begins behind them instead, and the piece says so by its offset.
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

    /**
     * A range of bytes that were given back to the disk: written once, and gone.
     *
     * @param from the first
     * @param to behind the last
     */
    record Freed(long from, long to) {
        public static final Freed NOTHING = new Freed(0, 0);

        public Freed {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no range of bytes goes from " + from + " to " + to);
            }
        }

        public long length() {
            return to - from;
        }

        public boolean isEmpty() {
            return from == to;
        }
    }
}
