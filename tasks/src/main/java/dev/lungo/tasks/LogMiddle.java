package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * The middle of a task's log, which goes when the log grows too big: the disk gets its blocks back, while the task goes on
 * writing and all offsets stay what they were. Whoever frees holds a {@code flock} on the file {@code freed}.
 */
record LogMiddle(TaskFolder folder, DurableSteps steps) {
    private static final int KEEP_SIZE_PUNCH_HOLE = 1 | 2;
    private static final int NOT_SUPPORTED = 95;
    private static final int NO_SUCH_CALL = 38;

    LogMiddle(TaskFolder folder) {
        this(folder, DurableSteps.NONE);
    }

    /** What became of it. */
    enum Outcome {
        /** Nothing has to go. */
        WITHIN,
        FREED,
        /** Somebody else is at it, or it failed for once. */
        LATER,
        /** The file system has no holes. */
        IMPOSSIBLE
    }

    /** Bytes of the log that the disk holds, as far as is written down. */
    long kept() throws IOException {
        return size() - file().read().length();
    }

    /** Frees what the rule says, if anything. */
    Outcome free(KeepRule rule) throws IOException {
        var size = size();
        if (size <= rule.limit() || withinAlready(rule, size)) {
            return Outcome.WITHIN;
        }
        if (!Files.exists(folder.freed())) {
            file().write(Output.Freed.NOTHING);
        }
        var lock = Descriptors.open(folder.freed(), Descriptors.READ);
        try {
            return Descriptors.lock(lock) ? freeLocked(rule) : Outcome.LATER;
        } finally {
            Descriptors.close(lock);
        }
    }

    private Outcome freeLocked(KeepRule rule) throws IOException {
        var before = file().read();
        var after = rule.next(size(), before);
        if (after.equals(before)) {
            return Outcome.WITHIN;
        }
        var log = Descriptors.open(folder.log(), Descriptors.READ_WRITE);
        try {
            steps.at(TaskStep.FREED, DurableSteps.Moment.BEFORE);
            file().write(after);
            var outcome = punch(log, after);
            if (outcome == Outcome.IMPOSSIBLE) {
                // Nothing went, so nothing may be said to be gone.
                file().write(before);
            }
            steps.at(TaskStep.FREED, DurableSteps.Moment.AFTER);
            return outcome;
        } finally {
            Descriptors.close(log);
        }
    }

    /**
     * All of it, also what is free already: whoever wrote that down may have been killed before doing it. What failed
     * otherwise than for want of holes may have freed a part: it stays written down, and the next one makes it good.
     */
    private Outcome punch(int log, Output.Freed range) {
        int error;
        do {
            error = -Libc.call(Libc.Function.FALLOCATE, log, KEEP_SIZE_PUNCH_HOLE, range.from(), range.length(), 0, 0);
        } while (error == Libc.EINTR);
        if (error == 0) {
            return Outcome.FREED;
        }
        if (error == NOT_SUPPORTED || error == NO_SUCH_CALL) {
            return Outcome.IMPOSSIBLE;
        }
        Log.warning("cannot free the middle of " + folder.log() + ": errno " + error + Libc.meaning(error));
        return Outcome.LATER;
    }

    private boolean withinAlready(KeepRule rule, long size) throws IOException {
        var freed = file().read();
        return rule.next(size, freed).equals(freed);
    }

    private FreedFile file() {
        return new FreedFile(folder.freed());
    }

    /** Bytes written so far; a log that is not there takes no room. */
    long size() throws IOException {
        try {
            return Files.size(folder.log());
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }
}
