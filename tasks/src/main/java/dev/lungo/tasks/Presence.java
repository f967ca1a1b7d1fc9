package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This engine's mark in a project's folder, and its warden. The mark is a lock on a file, which the kernel lets go when
 * the engine ends, however it ends: nobody has to trust a process number. Made at the first start or adoption.
 */
final class Presence {
    static final String FOLDER = ".owners";

    private static final String AGENT = "agent";
    private static final String WARDEN = "warden";
    private static final String ORPHANED = "orphaned";
    private static final int NONE = -1;

    private final Engine engine;
    private final ProjectFolder project;
    private final ReentrantLock lock = new ReentrantLock();

    /** All that follow are written under the lock. */
    private String token = "";

    private int agent = NONE;
    private @Nullable KeptWarden warden;

    Presence(Engine engine, ProjectFolder project) {
        this.engine = engine;
        this.project = project;
    }

    /**
     * The name of this engine in the project's folder; from now on it is seen to live, and has a warden.
     *
     * @throws TaskException where one of the two cannot be had; another call tries again
     */
    String token() {
        lock.lock();
        try {
            if (token.isEmpty()) {
                engine.steps.around(TaskStep.PRESENCE, this::appear);
            }
            if (warden == null) {
                engine.steps.around(
                        TaskStep.WARDEN, () -> warden = KeptWarden.start(engine, wardenOf(engine, project, token)));
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    private void appear() {
        var name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        var draft = of(project, ".new-" + name);
        var held = NONE;
        try {
            PrivateFiles.folders(project.path().resolve(FOLDER));
            PrivateFiles.folder(draft);
            PrivateFiles.write(
                    draft.resolve(AGENT),
                    (ProcessIdentity.SELF.pid() + " " + ProcessIdentity.SELF.start() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            PrivateFiles.write(draft.resolve(WARDEN), new byte[0]);
            held = Descriptors.open(draft.resolve(AGENT), Descriptors.READ_WRITE);
            if (!Descriptors.lock(held)) {
                throw new TaskException("cannot lock " + draft.resolve(AGENT) + ": this file system keeps no locks");
            }
            Files.move(draft, of(project, name), StandardCopyOption.ATOMIC_MOVE);
            agent = held;
            token = name;
        } catch (IOException | RuntimeException e) {
            if (held != NONE) {
                Descriptors.close(held);
            }
            project.forget(".new-" + name);
            throw new TaskException(
                    "cannot make this engine's mark in " + draft.getParent() + ": " + e.getMessage(), e);
        }
    }

    private static Warden wardenOf(Engine engine, ProjectFolder project, String token) {
        return new Warden(
                engine.platform(),
                project.path(),
                token,
                of(project, token).resolve(WARDEN),
                engine.groups.place().map(GroupPlace::path),
                engine.settings);
    }

    /**
     * Lets go: this engine is seen to be gone.
     *
     * @param needed whether there is something for the warden to look after; else it ends now
     */
    void close(boolean needed) {
        lock.lock();
        try {
            var last = warden;
            if (last != null) {
                last.close(needed);
            }
            if (agent != NONE) {
                Descriptors.close(agent);
                agent = NONE;
                if (!needed) {
                    project.forget(token);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the engine of that name lives. */
    static boolean alive(ProjectFolder project, String token) {
        return held(project, token, AGENT);
    }

    /** Whether a living engine looks after a task. */
    static boolean attends(Engine engine, TaskFolder folder) {
        var project = folder.project();
        var token = folder.owner().token();
        return alive(project, token) || (Files.notExists(of(project, token)) && itsProcessRuns(engine, folder));
    }

    /** Where an engine's mark was taken away, the process that started the task decides for as long as the task runs. */
    private static boolean itsProcessRuns(Engine engine, TaskFolder folder) {
        var facts = folder.facts();
        return facts.machine().equals(engine.machine())
                && folder.recordedEnd(facts).isEmpty()
                && !facts.engine().equals(ProcessIdentity.SELF)
                && facts.engine().alive();
    }

    /** Whether the engine of that name is gone, and no warden is at work in its place. */
    static boolean deserted(ProjectFolder project, String token) {
        return !held(project, token, AGENT) && !held(project, token, WARDEN);
    }

    /** When the warden of the engine of that name saw it gone, in boot time. */
    static Optional<Duration> orphanedAt(ProjectFolder project, String token) {
        try {
            var millis = Files.readString(of(project, token).resolve(ORPHANED)).strip();
            return millis.matches("[0-9]{1,18}")
                    ? Optional.of(Duration.ofMillis(Long.parseLong(millis)))
                    : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** Gives the tasks of an engine that died a warden, where they have none. */
    static void guard(Engine engine, ProjectFolder project, String token) {
        if (token.isEmpty() || held(project, token, AGENT)) {
            return;
        }
        if (held(project, token, WARDEN)) {
            wake(of(project, token).resolve(WARDEN));
            return;
        }
        var place = of(project, token);
        try {
            PrivateFiles.folders(place);
            if (!Files.exists(place.resolve(WARDEN))) {
                PrivateFiles.write(place.resolve(WARDEN), new byte[0]);
            }
        } catch (IOException e) {
            throw new TaskException("cannot give the tasks of engine " + token + " a warden: " + e, e);
        }
        var watch = engine.watch();
        var child = wardenOf(engine, project, token).start(Spawn.NULL);
        // It is a child of this JVM, though none of its engine's: no zombie may stay.
        child.ifPresent(pid -> reapAtItsEnd(watch, pid));
    }

    /** Somebody may have stopped it in its tracks. */
    private static void wake(Path warden) {
        try {
            WaiterRecord.process(Files.readString(warden).strip())
                    .ifPresent(process -> Pidfd.signal(process, Signals.CONT));
        } catch (IOException e) {
            Log.warning("cannot read who looks after tasks from " + warden + ": " + e);
        }
    }

    private static void reapAtItsEnd(ExitWatch watch, long child) {
        watch.reapAtItsEnd(child);
        var pidfd = Pidfd.open(child);
        if (pidfd >= 0) {
            var _ = new ProcessWatch(watch, pidfd, () -> watch.reapNow(child));
        }
    }

    private static boolean held(ProjectFolder project, String token, String name) {
        var file = of(project, token).resolve(name);
        if (token.isEmpty() || !Files.exists(file)) {
            return false;
        }
        int descriptor;
        try {
            descriptor = Descriptors.open(file, Descriptors.READ);
        } catch (TaskException e) {
            if (!Files.exists(file)) {
                return false;
            }
            throw e;
        }
        try {
            return !Descriptors.share(descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    /** The folder in which an engine of that name leaves its mark. */
    static Path of(ProjectFolder project, String token) {
        return project.path().resolve(FOLDER).resolve(token);
    }
}
