package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.RecordException;
import dev.lungo.model.Message;
import dev.lungo.tasks.DurableSteps;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
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
    private final LedgerFile file;
    private final Ledger ledger;
    private final SessionLock lock;
    /** What was there when it was opened; empty for a new one. */
    private final Optional<SavedSession> saved;

    /** Written once, before the first event. */
    private String provider = "";

    /** Written by the thread that brings the events. */
    private boolean used;

    Transcript(Path path, Clock clock, LedgerFile file, SessionLock lock, Optional<SavedSession> saved) {
        this.path = path;
        this.file = file;
        this.lock = lock;
        this.saved = saved;
        this.used = saved.isPresent();
        // Records of an agent that was killed may not be on disk yet, and the next request sends them.
        this.ledger = new Ledger(path, clock, file, saved.isPresent());
    }

    /**
     * Creates the transcript of a new session, readable by its user alone, and takes the session.
     *
     * @throws RecordException where the file cannot be made
     * @throws SessionException where there is such a session already
     */
    public static Transcript create(Path path, Heading heading, Clock clock) {
        return create(path, heading, clock, DurableSteps.NONE);
    }

    /**
     * The same.
     *
     * @param steps hears of each record that is written, the first one included, and of each force
     */
    public static Transcript create(Path path, Heading heading, Clock clock, DurableSteps steps) {
        return create(path, heading, clock, steps, LedgerFile::open);
    }

    static Transcript create(Path path, Heading heading, Clock clock, DurableSteps steps, LedgerFile.Opening opening) {
        try {
            Files.createDirectories(
                    path.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Transcript transcript = begun(path, clock, opening).watchedBy(steps);
            try {
                LedgerFile.forceName(path);
                transcript.ledger.append(Records.session(heading));
                return transcript;
            } catch (IOException | RuntimeException failure) {
                transcript.undo(failure);
                throw failure;
            }
        } catch (FileAlreadyExistsException taken) {
            throw new SessionException(
                    "There is a session " + heading.session() + " already: " + path + ". Go on with it: lungo --resume "
                            + heading.session(),
                    taken);
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " cannot be created: " + failure, failure);
        }
    }

    private static Transcript begun(Path path, Clock clock, LedgerFile.Opening opening) throws IOException {
        SessionLock lock = SessionLock.take(path);
        try {
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.newByteChannel(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)
                    .close();
            return new Transcript(path, clock, opening.open(path), lock, Optional.empty());
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /**
     * Takes up the session with this transcript; what its last agent left half-written is cut off.
     *
     * @throws SessionException where another agent has the session, or the transcript cannot be read
     */
    public static Transcript resume(Path path, Clock clock) {
        SessionLock lock = SessionLock.take(path);
        try {
            SavedSession saved = SavedSession.read(path);
            LedgerFile file = LedgerFile.open(path);
            if (file.length() > saved.whole()) {
                file.cutTo(saved.whole());
            }
            return new Transcript(path, clock, file, lock, Optional.of(saved));
        } catch (IOException failure) {
            lock.close();
            throw new SessionException("The transcript " + path + " cannot be opened: " + failure, failure);
        } catch (SessionException refused) {
            lock.close();
            throw refused;
        }
    }

    /** What was there when it was taken up; empty for a new session. */
    public Optional<SavedSession> saved() {
        return saved;
    }

    /** Who serves the conversations that begin from now on, such as {@code anthropic}. */
    public Transcript servedBy(String name) {
        provider = name;
        return this;
    }

    /** Who hears of each record that is written, and of each force. */
    public Transcript watchedBy(DurableSteps listener) {
        ledger.watchedBy(listener);
        return this;
    }

    public Path path() {
        return path;
    }

    /** Whether anything was ever said in the session, or a task adopted. */
    public boolean isUsed() {
        return used;
    }

    @Override
    public void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.ConversationStarted started -> write(Records.conversation(provider, started));
            case AgentEvent.PromptSubmitted(var prompt) -> ledger.force(write(Records.prompt(prompt)));
            case AgentEvent.PromptsWithdrawn(var prompts) -> ledger.force(write(Records.withdrawn(prompts)));
            case AgentEvent.Appended(Message.User message, var told, var prompts) ->
                write(Records.message("user", message, told, prompts));
            case AgentEvent.Appended(Message.Assistant message, var _, var _) ->
                ledger.force(write(Records.assistant(message)));
            case AgentEvent.Redrawn(var message, var told, var prompts) ->
                write(Records.message("redrawn", message, told, prompts));
            case AgentEvent.RequestStarting _ -> ledger.force();
            case AgentEvent.FileChanging(var change, var callId) ->
                ledger.force(write(FileRecords.changed(change, callId)));
            case AgentEvent.PermissionDecided decided -> {
                if (CallRecords.worthTelling(decided.decision())) {
                    write(CallRecords.permission(decided));
                }
            }
            case AgentEvent.CallRunning running -> ledger.force(write(CallRecords.started(running)));
            case AgentEvent.CallFinished finished -> write(CallRecords.result(finished));
            case AgentEvent.Rewound rewound -> ledger.force(write(Records.rewound(rewound)));
            case AgentEvent.TaskAdopted(var task) -> ledger.force(write(Records.taskAdopted(task)));
            case AgentEvent.FilesTakenBack(int prompt) -> ledger.force(write(Records.filesTakenBack(prompt)));
            case AgentEvent.Replied(var _, var stop, var usage) -> write(Records.reply(stop, usage));
            case AgentEvent.TurnEnded(var end) -> {
                // In doubt nothing more is written, and the views have to be told the end, which says why.
                if (!ledger.isDoubtful()) {
                    write(Records.turnEnded(end));
                }
            }
            case AgentEvent.Resumed _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.Replying _,
                    AgentEvent.CallStarting _,
                    AgentEvent.TaskStarted _,
                    AgentEvent.TaskEnded _,
                    AgentEvent.Said _ -> {}
        }
    }

    private long write(ObjectNode record) {
        long beginning = ledger.append(record);
        used = true;
        return beginning;
    }

    /** Lets go of the session. A transcript in which nothing was said is removed. */
    @Override
    public void close() {
        try (file) {
            if (used) {
                file.force();
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new RecordException("The transcript " + path + " was not forced to disk: " + failure, failure);
        } finally {
            if (used) {
                lock.close();
            } else {
                lock.closeForGood();
            }
        }
    }

    /** Leaves nothing of a session that could not begin. */
    private void undo(Exception failure) {
        try {
            close();
        } catch (RuntimeException worse) {
            failure.addSuppressed(worse);
        }
    }
}
