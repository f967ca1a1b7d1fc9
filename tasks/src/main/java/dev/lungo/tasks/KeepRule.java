package dev.lungo.tasks;

/**
 * What is kept of a log: nothing is freed up to a limit, beyond it all but the head and the tail, in whole units, so that
 * a file system with large blocks frees all of it.
 *
 * @param limit bytes
 * @param head bytes, whole units
 * @param tail bytes, at least
 */
record KeepRule(long limit, long head, long tail) {
    static final long UNIT = 64 * 1024;

    /** What is left of a log when its project is short of room. */
    static final KeepRule SQUEEZED = new KeepRule(2 << 20, 256 << 10, 1 << 20);

    /**
     * The rule that keeps a log within its allowance: half of it is the limit, an eighth the head, a quarter the tail. The
     * other half is for what is written between two looks.
     */
    static KeepRule within(long allowance) {
        return new KeepRule(allowance / 2, whole(allowance / 8), whole(allowance / 4));
    }

    /** The range that has to be free in a log of this size; the one that is free already where nothing more has to be. */
    Output.Freed next(long size, Output.Freed already) {
        if (size - already.length() <= limit) {
            return already;
        }
        var to = whole(size - tail);
        return already.isEmpty()
                ? new Output.Freed(head, to)
                : new Output.Freed(Math.min(head, already.from()), Math.max(to, already.to()));
    }

    private static long whole(long bytes) {
        return bytes / UNIT * UNIT;
    }
}
