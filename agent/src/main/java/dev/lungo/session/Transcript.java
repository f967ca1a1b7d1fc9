package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.RecordException;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session on disk: one JSON record per line, append-only, the ledger of what the model was told. A record is forced to
 * disk before the request that sends it goes out, and an answer before its first call runs. docs/session-format.md
 * describes the records.
 *
 * <p>To be put in front of every view, so that nothing is shown that was not written. Called by one thread at a time, as
 * the agent promises.
 */
public final class Transcript implements AgentListener, AutoCloseable {
    private final Path path;
    private final Clock clock;
    private final String session;
    private final LedgerFile file;

    /** These two are written by the thread that brings the events. */
    private boolean dirty;

    private boolean doubtful;

    Transcript(Path path, String session, Clock clock, LedgerFile file) {
        this.path = path;
        this.session = session;
        this.clock = clock;
        this.file = file;
    }

    /**
     * Creates the transcript of a new session, readable by its user alone.
     *
     * @throws RecordException where the file cannot be made, or is there already
     */
    public static Transcript create(Path path, String session, Clock clock) {
        try {
            Files.createDirectories(
                    path.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.newByteChannel(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)
                    .close();
            return new Transcript(path, session, clock, LedgerFile.open(path));
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " cannot be created: " + failure, failure);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.ConversationStarted started -> append(Records.conversation(session, started));
            case AgentEvent.Appended(Message.User message, var told) -> append(Records.message("user", message, told));
            case AgentEvent.Appended(Message.Assistant message, var told) -> {
                long end = append(Records.message("assistant", message, told));
                force(end);
            }
            case AgentEvent.Redrawn(var message, var told) -> append(Records.message("redrawn", message, told));
            case AgentEvent.RequestStarting _ -> force();
            case AgentEvent.Replied(var _, var stop, var usage) -> append(Records.reply(stop, usage));
            case AgentEvent.TurnEnded(var end) -> {
                // In doubt nothing more is written, and the views have to be told the end, which says why.
                if (!doubtful) {
                    append(Records.turnEnded(end));
                }
            }
            case AgentEvent.TurnStarted _,
                    AgentEvent.Replying _,
                    AgentEvent.CallStarting _,
                    AgentEvent.CallFinished _,
                    AgentEvent.PermissionDenied _,
                    AgentEvent.TaskStarted _,
                    AgentEvent.TaskEnded _,
                    AgentEvent.Said _ -> {}
        }
    }

    @Override
    public void close() {
        try (file) {
            file.force();
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " was not forced to disk: " + failure, failure);
        }
    }

    /**
     * Writes a whole line or nothing: what a full disk leaves half-written is cut off again.
     *
     * @return where the line begins
     */
    private long append(ObjectNode record) {
        refuseInDoubt();
        record.put("time", clock.instant().toString());
        byte[] line = (Json.line(record) + "\n").getBytes(StandardCharsets.UTF_8);
        long end = -1;
        try {
            end = file.length();
            file.append(line);
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
    private void force() {
        refuseInDoubt();
        if (dirty) {
            try {
                file.force();
                dirty = false;
            } catch (IOException failure) {
                doubtful = true;
                throw notForced(failure);
            }
        }
    }

    /** Forces a record that the conversation takes only if this succeeds; cuts it off where it does not. */
    private void force(long beginning) {
        try {
            file.force();
            dirty = false;
        } catch (IOException failure) {
            doubtful = true;
            cutTo(beginning, failure);
            throw notForced(failure);
        }
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
