package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
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

    LiveTask start(Command command) {
        if (!Files.isDirectory(command.cwd())) {
            throw new TaskException("cannot start '" + abridged(command) + "': there is no folder " + command.cwd());
        }
        var platform = engine.platform();
        var watch = engine.watch();
        TaskFolder folder;
        try {
            folder = project.claim(id -> facts(id, command, platform), command.line());
        } catch (IOException e) {
            throw new TaskException("cannot make a folder for '" + abridged(command) + "': " + e, e);
        }
        try {
            return spawn(platform, watch, folder, command);
        } catch (RuntimeException e) {
            discard(folder, e);
            throw e;
        }
    }

    private TaskFacts facts(TaskId id, Command command, Platform platform) {
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
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    private LiveTask spawn(Platform platform, ExitWatch watch, TaskFolder folder, Command command) {
        var facts = folder.facts();
        var pipe = Descriptors.pipe();
        try {
            var drain = Drain.start(platform, watch, folder, pipe.read());
            try {
                var waiter = spawnWaiter(platform, folder, facts, command, pipe.write());
                var task = new LiveTask(engine, folder, facts, command, waiter, drain);
                var passed = Duration.between(facts.created(), engine.clock.instant());
                task.watch(
                        Libc.must("watching a waiter", Pidfd.open(waiter.pid())),
                        facts.deadline().minus(passed));
                return task;
            } catch (RuntimeException e) {
                drain.close();
                throw e;
            }
        } finally {
            Descriptors.close(pipe.write());
        }
    }

    private static ProcessIdentity spawnWaiter(
            Platform platform, TaskFolder folder, TaskFacts facts, Command command, int output) {
        var record = Descriptors.open(folder.record(), Descriptors.READ_WRITE);
        try {
            return ProcessIdentity.of(Waiter.start(platform, folder, facts, command, record, output));
        } finally {
            Descriptors.close(record);
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
