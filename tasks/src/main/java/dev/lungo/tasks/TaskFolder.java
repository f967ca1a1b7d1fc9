package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** A task's folder; docs/task-format.md describes it for people. */
record TaskFolder(Path path) {
    private static final String FACTS = "task";
    private static final String COMMAND = "command";
    private static final String STOP = "stop";
    private static final String LOST = "lost";

    Path record() {
        return path.resolve("record");
    }

    Path complaints() {
        return path.resolve("drain");
    }

    Path log() {
        return path.resolve("output.log");
    }

    Path commandFile() {
        return path.resolve(COMMAND);
    }

    /** Fills a new folder; all that will ever have to be written on a full disk gets its blocks now. */
    void create(String line) throws IOException {
        PrivateFiles.folder(path);
        PrivateFiles.write(commandFile(), line.getBytes(StandardCharsets.UTF_8));
        PrivateFiles.write(record(), WaiterRecord.blank());
        PrivateFiles.write(complaints(), WaiterRecord.blank());
        PrivateFiles.write(log(), new byte[0]);
    }

    /** Writes down what the task is; again, if it has to go by another id. */
    void describe(TaskFacts facts) throws IOException {
        Files.deleteIfExists(path.resolve(FACTS));
        PrivateFiles.write(path.resolve(FACTS), facts.text().getBytes(StandardCharsets.UTF_8));
    }

    TaskFacts facts() {
        var file = path.resolve(FACTS);
        return TaskFacts.parse(file, text(file));
    }

    String commandLine() {
        return text(commandFile());
    }

    WaiterRecord readRecord() {
        return WaiterRecord.parse(bytes(record()));
    }

    /** What kept the drain from writing output down; empty where nothing did. */
    String complaint() {
        return WaiterRecord.words(bytes(complaints()));
    }

    /** The moment of the waiter's last word. */
    private Instant recordedAt() {
        try {
            return Files.getLastModifiedTime(record()).toInstant();
        } catch (IOException e) {
            throw new TaskException("cannot read the time of " + record() + ": " + e, e);
        }
    }

    Optional<StopIntent> stopIntent() {
        var file = path.resolve(STOP);
        try {
            return Optional.of(StopIntent.parse(Files.readString(file)));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IllegalArgumentException torn) {
            // Written, but not to its end: no signal was sent for it, so nobody stopped the task.
            return Optional.empty();
        } catch (IOException e) {
            throw new TaskException("cannot read " + file + ": " + e, e);
        }
    }

    /** Only under the task's lock. An intent that is there already stays. */
    void writeStopIntent(StopIntent intent) {
        if (stopIntent().isPresent()) {
            return;
        }
        var file = path.resolve(STOP);
        try {
            var draft = path.resolve(STOP + ".new");
            Files.deleteIfExists(draft);
            PrivateFiles.force(draft, intent.text().getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TaskException("cannot write " + file + ": " + e, e);
        }
    }

    /** The end that the waiter recorded, if it came so far. */
    Optional<TaskState.End> recordedEnd(TaskFacts facts) {
        var status = readRecord().status();
        if (status.isEmpty()) {
            return lost();
        }
        var at = recordedAt();
        var ran = Duration.between(facts.created(), at);
        return Optional.of(new TaskState.Ended(
                WaiterRecord.exit(status.getAsInt()),
                stopIntent().map(intent -> intent.cause(facts.deadline())).orElseGet(Cause.ByItself::new),
                at,
                ran.isNegative() ? Duration.ZERO : ran));
    }

    private Optional<TaskState.End> lost() {
        var file = path.resolve(LOST);
        try {
            var values = Lines.parse(Files.readString(file));
            return Optional.of(new TaskState.Lost(
                    values.getOrDefault("why", "unknown"),
                    Instant.ofEpochMilli(Long.parseLong(values.getOrDefault("at", "0")))));
        } catch (NoSuchFileException notLost) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new TaskException("cannot read " + file + ": " + e, e);
        }
    }

    /** Writes down that nobody will ever know how the task ended; whoever came first is right. */
    TaskState.End markLost(String why, Instant now) {
        var file = path.resolve(LOST);
        var values = new LinkedHashMap<String, String>();
        var lost = new TaskState.Lost(why, Instant.ofEpochMilli(now.toEpochMilli()));
        values.put("why", why);
        values.put("at", Long.toString(now.toEpochMilli()));
        try {
            PrivateFiles.write(file, Lines.format(values).getBytes(StandardCharsets.UTF_8));
            return lost;
        } catch (FileAlreadyExistsException somebodyElse) {
            return lost().orElse(lost);
        } catch (IOException e) {
            // A full disk must not hide the end; another reader will find the same, with its own time.
            System.getLogger(TaskFolder.class.getName()).log(System.Logger.Level.WARNING, "cannot write " + file, e);
            return lost;
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TaskException("cannot read " + file + ": " + e, e);
        }
    }
}
