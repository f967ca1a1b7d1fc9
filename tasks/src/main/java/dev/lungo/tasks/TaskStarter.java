package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a task out of a command: its folder, its pipe, its drain, its waiter. */
final class TaskStarter {
    private final Engine engine;
    private final ProjectFolder project;
    private final String session;

    TaskStarter(Engine engine, ProjectFolder project, String session) {
        this.engine = engine;
        this.project = project;
        this.session = session;
    }

    /** Answers a task that runs but is not watched yet. */
    LiveTask start(Command command) {
        if (!Files.isDirectory(command.cwd())) {
            throw new TaskException("cannot start '" + abridged(command) + "': there is no folder " + command.cwd());
        }
        var platform = engine.platform();
        var watch = engine.watch();
        var pipe = Descriptors.pipe();
        try {
            var folder = claim(command, platform, pipe);
            try {
                return spawn(platform, watch, folder, command, pipe);
            } catch (RuntimeException e) {
                discard(folder, e);
                throw e;
            }
        } catch (RuntimeException e) {
            Descriptors.close(pipe.read());
            throw e;
        } finally {
            Descriptors.close(pipe.write());
        }
    }

    private TaskFolder claim(Command command, Platform platform, Descriptors.Pipe pipe) {
        try {
            return project.claim(id -> facts(id, command, platform, pipe), command.line());
        } catch (IOException e) {
            throw new TaskException("cannot make a folder for '" + abridged(command) + "': " + e, e);
        }
    }

    private TaskFacts facts(TaskId id, Command command, Platform platform, Descriptors.Pipe pipe) {
        return new TaskFacts(
                id,
                session,
                command.origin(),
                command.description(),
                command.cwd(),
                platform.shell(),
                Instant.ofEpochMilli(engine.clock.millis()),
                command.deadline(),
                engine.machine(),
                ProcessIdentity.SELF,
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()),
                Descriptors.name(pipe));
    }

    private LiveTask spawn(
            Platform platform, ExitWatch watch, TaskFolder folder, Command command, Descriptors.Pipe pipe) {
        var facts = folder.facts();
        var waiter = Waiter.start(platform, folder, facts, command, pipe.write());
        if (waiter.pidfd() < 0) {
            undo(folder, facts, waiter);
            throw new TaskException("cannot watch '" + abridged(command) + "': errno " + -waiter.pidfd()
                    + Libc.meaning(-waiter.pidfd()) + "; it was stopped");
        }
        // The drain comes second: the command gets its head start, and a drain that cannot be made now is tried again.
        return new LiveTask(engine, folder, facts, command, waiter, Drain.start(platform, watch, folder, pipe.read()));
    }

    private void undo(TaskFolder folder, TaskFacts facts, Waiter waiter) {
        try {
            var _ = new Stopping(engine, folder, facts, Optional.of(waiter.identity()), List.of())
                    .run(StopIntent.Reason.OWNER);
            Pidfd.reap(waiter.identity().pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void discard(TaskFolder folder, RuntimeException reason) {
        try {
            ProjectFolder.delete(folder.path());
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String abridged(Command command) {
        var line = command.line().strip();
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
