package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.RecordException;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import java.io.IOException;
import java.io.RandomAccessFile;
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
    // Not a FileChannel: an interrupt of the conversation's thread would close it.
    private final RandomAccessFile file;
    private boolean dirty;

    private Transcript(Path path, String session, Clock clock, RandomAccessFile file) {
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
            return new Transcript(path, session, clock, new RandomAccessFile(path.toFile(), "rw"));
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
                append(Records.message("assistant", message, told));
                force();
            }
            case AgentEvent.Redrawn(var message, var told) -> append(Records.message("redrawn", message, told));
            case AgentEvent.RequestStarting _ -> force();
            case AgentEvent.Replied(var _, var stop, var usage) -> append(Records.reply(stop, usage));
            case AgentEvent.TurnEnded(var end) -> append(Records.turnEnded(end));
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
            file.getFD().sync();
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " was not forced to disk: " + failure, failure);
        }
    }

    /** Writes a whole line or nothing: what a full disk leaves half-written is cut off again. */
    private void append(ObjectNode record) {
        record.put("time", clock.instant().toString());
        byte[] line = (Json.line(record) + "\n").getBytes(StandardCharsets.UTF_8);
        long end = 0;
        try {
            end = file.length();
            file.seek(end);
            file.write(line);
            dirty = true;
        } catch (IOException failure) {
            cutTo(end, failure);
            throw new RecordException(
                    "The transcript " + path + " cannot be written, so nothing was sent: " + failure.getMessage()
                            + ". Free some disk space and try again; the conversation is unharmed.",
                    failure);
        }
    }

    private void force() {
        if (!dirty) {
            return;
        }
        try {
            file.getFD().sync();
            dirty = false;
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " cannot be forced to disk: " + failure, failure);
        }
    }

    private void cutTo(long end, IOException failure) {
        try {
            file.setLength(end);
        } catch (IOException worse) {
            failure.addSuppressed(worse);
        }
    }
}
