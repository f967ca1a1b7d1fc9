package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A task's folder; docs/task-format.md describes it for people. */
record TaskFolder(Path path) {
    private static final String FACTS = "task";
    private static final String COMMAND = "command";
    private static final String STOP = "stop";
    private static final String LOST = "lost";
    private static final String OWNER = "owner";
    private static final String TOLD = "told";
    private static final String EARLIER = "earlier losses are left out here\n";
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(1);

    /** Its name; the folder of a project also names what is no task, see {@link ProjectFolder#all}. */
    TaskId id() {
        try {
            return new TaskId(path.getFileName().toString());
        } catch (IllegalArgumentException e) {
            throw new TaskException(path + " is no task's folder: " + e.getMessage(), e);
        }
    }

    /** The folder that it is in. */
    ProjectFolder project() {
        return new ProjectFolder(path.resolveSibling(""));
    }

    Path record() {
        return path.resolve("record");
    }

    Path complaints() {
        return path.resolve("drain");
    }

    Path log() {
        return path.resolve("output.log");
    }

    Path freed() {
        return path.resolve("freed");
    }

    /** Where the files of a sandboxed command go that it does not mean to keep. */
    Path temporary() {
        return path.resolve("tmp");
    }

    /** What the guarded paths of a sandboxed command were. */
    Path guarded() {
        return path.resolve("guarded");
    }

    /** Which of them are not the same any more; absent before the end. */
    Path changed() {
        return path.resolve("changed");
    }

    boolean hasChanges() {
        return Files.exists(changed());
    }

    Map<String, String> read(Path file) {
        return Lines.parse(text(file));
    }

    void makeTemporary() {
        try {
            PrivateFiles.folder(temporary());
        } catch (IOException e) {
            throw new TaskException("cannot make " + temporary() + ": " + e, e);
        }
    }

    Path commandFile() {
        return path.resolve(COMMAND);
    }

    /** Fills a new folder; all that will ever have to be written on a full disk gets its blocks now. */
    void create(String line, Owner owner) throws IOException {
        PrivateFiles.folder(path);
        PrivateFiles.write(commandFile(), line.getBytes(StandardCharsets.UTF_8));
        PrivateFiles.write(record(), WaiterRecord.blank());
        PrivateFiles.write(complaints(), WaiterRecord.blank());
        PrivateFiles.write(stop(), WaiterRecord.blank());
        PrivateFiles.write(path.resolve(OWNER), WaiterRecord.filled(owner.text()));
        PrivateFiles.write(freed(), WaiterRecord.blank());
        PrivateFiles.write(log(), new byte[0]);
    }

    /** Writes down what the task is; again, if it has to go by another id. */
    void describe(TaskFacts facts) throws IOException {
        Files.deleteIfExists(path.resolve(FACTS));
        PrivateFiles.write(path.resolve(FACTS), facts.text().getBytes(StandardCharsets.UTF_8));
    }

    /** A folder that was copied or renamed goes by another's id: two owners of one task must not come of that. */
    TaskFacts facts() {
        var file = path.resolve(FACTS);
        var facts = TaskFacts.parse(file, text(file));
        if (!path.endsWith(facts.id().value())) {
            throw new TaskException(file + " is of task " + facts.id() + ", whose folder has another name");
        }
        return facts;
    }

    Owner owner() {
        return Owner.parse(text(path.resolve(OWNER)));
    }

    /** Only under the task's lock; on disk when this returns. */
    void writeOwner(Owner owner) {
        try {
            PrivateFiles.forceInPlace(path.resolve(OWNER), WaiterRecord.filled(owner.text()));
        } catch (IOException e) {
            throw new TaskException("cannot write who owns the task to " + path.resolve(OWNER) + ": " + e, e);
        }
    }

    /** Whether its end was told, and nobody needs to hear of it again. */
    boolean told() {
        return Files.exists(path.resolve(TOLD));
    }

    /** Where this cannot be written, the end may be told again, and the folder stays. */
    void markTold() {
        try {
            PrivateFiles.write(path.resolve(TOLD), new byte[0]);
        } catch (FileAlreadyExistsException known) {
            return;
        } catch (IOException e) {
            Log.warning("that its end was told cannot be written to " + path.resolve(TOLD) + ": " + e);
        }
    }

    String commandLine() {
        return text(commandFile());
    }

    /** Nothing is said in a record that is not there. */
    WaiterRecord readRecord() {
        return WaiterRecord.parse(bytes(record()));
    }

    Path stop() {
        return path.resolve(STOP);
    }

    /** What kept the drain from writing output down; empty where nothing did. */
    String complaint() {
        return WaiterRecord.words(bytes(complaints()));
    }

    /** How many bytes of its file that takes. */
    int complaintLength() {
        return new String(bytes(complaints()), StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
    }

    /** Says why output is missing; of what the file has no room for, the oldest goes. Answers what it says then. */
    String complain(String words) throws IOException {
        PrivateFiles.forceInPlace(complaints(), WaiterRecord.filled(fitting(words + "\n")));
        return complaint();
    }

    private static String fitting(String complaints) {
        var text = complaints;
        for (var rest = text; text.getBytes(StandardCharsets.UTF_8).length > WaiterRecord.SIZE; ) {
            rest = rest.substring(rest.indexOf('\n') + 1);
            text = EARLIER + rest;
        }
        return text;
    }

    /** The moment of the waiter's last word. */
    private Instant recordedAt() {
        try {
            return Files.getLastModifiedTime(record()).toInstant();
        } catch (IOException e) {
            throw new TaskException("cannot read the time of " + record() + ": " + e, e);
        }
    }

    /**
     * Only under the task's lock. An intent that is there already stays. Where it cannot be written, the task is stopped all
     * the same: a disk that is broken must not keep anybody from ending what uses it.
     */
    void writeStopIntent(StopIntent intent) {
        try {
            if (StopIntent.Reason.of(Lines.parse(text(stop())).getOrDefault("by", ""))
                    .isEmpty()) {
                PrivateFiles.forceInPlace(stop(), WaiterRecord.filled(intent.text()));
            }
        } catch (IOException | TaskException e) {
            Log.warning("who stops the task cannot be written to " + stop() + ": " + e);
        }
    }

    /** The end that the waiter recorded, if it came so far. */
    Optional<TaskState.End> recordedEnd(TaskFacts facts) {
        var record = readRecord();
        return record.status().isEmpty() ? lost() : Optional.of(end(facts, record, recordedAt()));
    }

    private static TaskState.End end(TaskFacts facts, WaiterRecord record, Instant at) {
        var byTheClock = Duration.between(facts.created(), at);
        var bootTime = record.at().map(end -> end.minus(facts.uptime())).orElse(byTheClock);
        // The clock counts finer; where it was set meanwhile, it counts wrong.
        var clockWasSet = bootTime.minus(byTheClock).abs().compareTo(CLOCKS_MAY_DIFFER) > 0;
        return end(facts, record.status().orElseThrow(), record.stopped(), at, clockWasSet ? bootTime : byTheClock);
    }

    static TaskState.End end(
            TaskFacts facts, int status, Optional<StopIntent.Reason> stopped, Instant at, Duration ran) {
        return new TaskState.Ended(
                WaiterRecord.exit(status),
                stopped.map(reason -> reason.cause(facts.deadline())).orElseGet(Cause.ByItself::new),
                at,
                ran.isNegative() ? Duration.ZERO : ran);
    }

    private Optional<TaskState.End> lost() {
        var file = path.resolve(LOST);
        try {
            var values = Lines.parse(Files.readString(file));
            var at = values.getOrDefault("at", "");
            return Optional.of(new TaskState.Lost(
                    values.getOrDefault("why", "nobody saw how it ended"),
                    at.matches("[0-9]{1,18}")
                            ? Instant.ofEpochMilli(Long.parseLong(at))
                            : Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException notLost) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TaskException("cannot read " + file + ": " + e, e);
        }
    }

    /** Writes down that nobody will ever know how the task ended; whoever came first is right. */
    TaskState.End markLost(String why, Instant now) {
        var file = path.resolve(LOST);
        var draft = path.resolve("." + LOST + "-" + UUID.randomUUID());
        var lost = new TaskState.Lost(why, Instant.ofEpochMilli(now.toEpochMilli()));
        var values = new LinkedHashMap<String, String>();
        values.put("why", why);
        values.put("at", Long.toString(now.toEpochMilli()));
        try {
            try {
                PrivateFiles.write(draft, Lines.format(values).getBytes(StandardCharsets.UTF_8));
                // The link appears with its content or not at all, and only if nobody else was first.
                Files.createLink(file, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
            return lost;
        } catch (FileAlreadyExistsException somebodyElse) {
            return lost().orElse(lost);
        } catch (IOException | UnsupportedOperationException e) {
            // A full disk must not hide the end; another reader will find the same, with its own time.
            Log.warning("cannot write " + file + ": " + e);
            return lost;
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** None where the file is missing. */
    private static byte[] bytes(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new TaskException(file + " is no plain file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            return new byte[0];
        } catch (IOException e) {
            throw new TaskException("cannot read " + file + ": " + e, e);
        }
    }
}
