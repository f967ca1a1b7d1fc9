package dev.lungo.session;

import dev.lungo.agent.RecordException;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.DurableSteps.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** The writing half of a transcript: records whole or not at all, forced to disk on demand. Used by one thread at a time. */
final class Ledger {
    private final Path path;
    private final Clock clock;
    private final LedgerFile file;

    /** Written once, before the first record of a conversation. */
    private DurableSteps steps = DurableSteps.NONE;

    /** These are written by the thread that brings the records. */
    private boolean dirty;

    private boolean doubtful;

    /** @param dirty whether it holds records that may not be on disk yet */
    Ledger(Path path, Clock clock, LedgerFile file, boolean dirty) {
        this.path = path;
        this.clock = clock;
        this.file = file;
        this.dirty = dirty;
    }

    /** Who hears of each record that is written, and of each force. */
    void watchedBy(DurableSteps listener) {
        steps = listener;
    }

    /** Whether nobody knows what the disk holds: then nothing more can be written. */
    boolean isDoubtful() {
        return doubtful;
    }

    /**
     * Writes a whole line or nothing: what a full disk leaves half-written is cut off again.
     *
     * @return where the line begins
     */
    long append(ObjectNode record) {
        refuseInDoubt();
        byte[] line = Records.line(record, clock.instant());
        long end = -1;
        try {
            end = file.length();
            steps.at(TranscriptStep.of(record), Moment.BEFORE);
            file.append(line);
            steps.at(TranscriptStep.of(record), Moment.AFTER);
            dirty = true;
            return end;
        } catch (IOException failure) {
            if (end >= 0) {
                cutTo(end, failure);
            }
            throw new RecordException(
                    "The transcript " + path + " cannot be written, so nothing was sent: " + failure.getMessage()
                            + ". Free some disk space and try again; the conversation is unharmed.",
                    failure);
        }
    }

    /** Forces what the conversation has already taken: it stays written whatever happens. */
    void force() {
        refuseInDoubt();
        if (dirty) {
            try {
                forceFile();
            } catch (IOException failure) {
                doubtful = true;
                throw notForced(failure);
            }
        }
    }

    /** Forces a record that the conversation takes only if this succeeds; cuts it off where it does not. */
    void force(long beginning) {
        try {
            forceFile();
        } catch (IOException failure) {
            doubtful = true;
            cutTo(beginning, failure);
            throw notForced(failure);
        }
    }

    private void forceFile() throws IOException {
        steps.at(TranscriptStep.FORCE, Moment.BEFORE);
        file.force();
        dirty = false;
        steps.at(TranscriptStep.FORCE, Moment.AFTER);
    }

    /** A kernel that failed to force may have dropped the bytes and call the next force a success. */
    private void refuseInDoubt() {
        if (doubtful) {
            throw new RecordException(
                    "The transcript " + path + " could not be forced to disk before, so what it holds is in doubt and"
                            + " nothing more is sent. Check the disk and start a new session.",
                    new IOException("an earlier force failed"));
        }
    }

    private RecordException notForced(IOException failure) {
        return new RecordException(
                "The transcript " + path + " cannot be forced to disk: " + failure.getMessage()
                        + ". Nothing more is sent in this session: check the disk and start a new one.",
                failure);
    }

    private void cutTo(long end, IOException failure) {
        try {
            file.cutTo(end);
        } catch (IOException worse) {
            doubtful = true;
            failure.addSuppressed(worse);
        }
    }
}
