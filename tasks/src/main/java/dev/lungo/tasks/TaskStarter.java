package dev.lungo.tasks;

import dev.lungo.tasks.DurableSteps.Moment;
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
    private final Presence presence;
    private final String session;

    TaskStarter(Engine engine, ProjectFolder project, Presence presence, String session) {
        this.engine = engine;
        this.project = project;
        this.presence = presence;
        this.session = session;
    }

    /**
     * Answers a task that runs but is not watched yet.
     *
     * @param late guarded paths that changed since they were last looked at
     */
    LiveTask start(Command command, LateChanges late) {
        if (!Files.isDirectory(command.cwd())) {
            throw new TaskException("cannot start '" + abridged(command) + "': there is no folder " + command.cwd());
        }
        command.confinement().flatMap(engine.sandboxes::missing).ifPresent(why -> {
            throw new TaskException("cannot start '" + abridged(command) + "' in a sandbox: " + why);
        });
        var platform = engine.platform();
        engine.groups.expectMove();
        var watch = engine.watch();
        var owner = new Owner(session, presence.token(), command.lifetime());
        var pipe = Descriptors.pipe();
        try {
            engine.steps.at(TaskStep.CLAIM, Moment.BEFORE);
            var folder = claim(command, owner, platform, pipe);
            engine.steps.at(TaskStep.CLAIM, Moment.AFTER);
            // The drain comes first: should this JVM be killed here and now, no command is left without one.
            engine.steps.at(TaskStep.DRAIN, Moment.BEFORE);
            var drain = Drain.start(platform, watch, engine.logs, folder, pipe.read());
            engine.steps.at(TaskStep.DRAIN, Moment.AFTER);
            try {
                rememberGuarded(folder, command, late);
                return spawn(platform, folder, owner, command, pipe.write(), drain);
            } catch (RuntimeException e) {
                letGo(drain, folder);
                throw e;
            }
        } finally {
            Descriptors.close(pipe.write());
        }
    }

    /** A folder that is still there belongs to a command that may run, unwatched: others find it, and its output goes on. */
    private static void letGo(Drain drain, TaskFolder folder) {
        if (Files.exists(folder.path())) {
            drain.close();
        } else {
            drain.kill();
        }
    }

    private TaskFolder claim(Command command, Owner owner, Platform platform, Descriptors.Pipe pipe) {
        try {
            return project.claim(id -> facts(id, command, owner, platform, pipe), command.line(), owner);
        } catch (IOException e) {
            Descriptors.close(pipe.read());
            throw new TaskException("cannot make a folder for '" + abridged(command) + "': " + e, e);
        } catch (RuntimeException e) {
            Descriptors.close(pipe.read());
            throw e;
        }
    }

    private TaskFacts facts(TaskId id, Command command, Owner owner, Platform platform, Descriptors.Pipe pipe) {
        // Begins with the engine's name: its warden finds those whose folder was taken away.
        var cookie = owner.token() + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new TaskFacts(
                id,
                session,
                command.origin(),
                command.description(),
                command.cwd(),
                platform.shell(),
                Instant.ofEpochMilli(engine.clock.millis()),
                BootTime.now(),
                command.deadline(),
                command.lifetime(),
                engine.machine(),
                ProcessIdentity.SELF,
                cookie,
                Descriptors.name(pipe),
                command.confinement(),
                engine.groups.place().map(place -> place.groupOf(cookie)));
    }

    private static void rememberGuarded(TaskFolder folder, Command command, LateChanges late) {
        try {
            command.confinement().ifPresent(limits -> new GuardedPaths(folder).remember(limits, late));
        } catch (RuntimeException e) {
            ProjectFolder.discard(folder, e);
            throw e;
        }
    }

    private LiveTask spawn(
            Platform platform, TaskFolder folder, Owner owner, Command command, int output, Drain drain) {
        TaskFacts facts;
        long pid;
        try {
            facts = folder.facts();
            engine.steps.at(TaskStep.WAITER, Moment.BEFORE);
            pid = Waiter.spawn(platform, folder, facts, command, output);
            engine.steps.at(TaskStep.WAITER, Moment.AFTER);
        } catch (RuntimeException e) {
            ProjectFolder.discard(folder, e);
            throw e;
        }
        var waiter = Waiter.watched(pid);
        if (waiter.pidfd() < 0) {
            var why = new TaskException("cannot watch '" + abridged(command) + "': errno " + -waiter.pidfd()
                    + Libc.meaning(-waiter.pidfd()) + "; it was stopped");
            undo(engine, folder, facts, waiter.identity(), why);
            throw why;
        }
        return new LiveTask(engine, folder, facts, owner, command, waiter, drain, Optional.empty());
    }

    /** Stops what nobody could watch; its folder stays where that does not succeed, so that somebody can try again. */
    static void undo(Engine engine, TaskFolder folder, TaskFacts facts, ProcessIdentity waiter, TaskException why) {
        try {
            var result =
                    new Stopping(engine, folder, facts, Optional.of(waiter), List.of()).run(StopIntent.Reason.OWNER);
            var _ = Pidfd.reap(waiter.pid());
            if (result instanceof StopResult.Stopped || result instanceof StopResult.AlreadyEnded) {
                ProjectFolder.discard(folder, why);
            } else {
                why.addSuppressed(new TaskException("what is left of it: " + result + "; see " + folder.path()));
            }
        } catch (TaskException e) {
            why.addSuppressed(new TaskException("it could not be stopped; see " + folder.path(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String abridged(Command command) {
        var line = command.line().strip();
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
