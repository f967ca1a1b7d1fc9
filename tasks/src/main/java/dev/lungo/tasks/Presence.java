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
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Engine engine;
    private final ProjectFolder project;
    private final ReentrantLock lock = new ReentrantLock();

    /** All that follow are written under the lock. */
    private String token = "";

    private int agent = NONE;
    private int life = NONE;
    private int lifeOfWarden = NONE;
    private long warden = NONE;
    private boolean closed;
    private @Nullable ProcessWatch watching;

    Presence(Engine engine, ProjectFolder project) {
        this.engine = engine;
        this.project = project;
    }

    /** The name of this engine in the project's folder; from now on it is seen to live, and has a warden. */
    String token() {
        lock.lock();
        try {
            if (token.isEmpty()) {
                appear();
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    /** The name, or an empty one where this engine has none yet. */
    String known() {
        lock.lock();
        try {
            return token;
        } finally {
            lock.unlock();
        }
    }

    private void appear() {
        var name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        var owners = project.path().resolve(FOLDER);
        var draft = owners.resolve(".new-" + name);
        engine.steps.at(TaskStep.PRESENCE, DurableSteps.Moment.BEFORE);
        try {
            PrivateFiles.folders(owners);
            PrivateFiles.folder(draft);
            PrivateFiles.write(
                    draft.resolve(AGENT),
                    (ProcessIdentity.SELF.pid() + " " + ProcessIdentity.SELF.start() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            PrivateFiles.write(draft.resolve(WARDEN), new byte[0]);
            agent = Descriptors.open(draft.resolve(AGENT), Descriptors.READ_WRITE);
            if (!Descriptors.lock(agent)) {
                throw new TaskException("cannot lock " + draft.resolve(AGENT) + ": this file system keeps no locks");
            }
            Files.move(draft, owners.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TaskException("cannot make this engine's mark in " + owners + ": " + e, e);
        }
        engine.steps.at(TaskStep.PRESENCE, DurableSteps.Moment.AFTER);
        var pipe = Descriptors.pipe();
        life = pipe.write();
        lifeOfWarden = pipe.read();
        engine.steps.at(TaskStep.WARDEN, DurableSteps.Moment.BEFORE);
        startWarden(name);
        engine.steps.at(TaskStep.WARDEN, DurableSteps.Moment.AFTER);
        token = name;
    }

    private void startWarden(String name) {
        warden = wardenOf(engine, project, name).start(lifeOfWarden);
        watching = new ProcessWatch(engine.watch(), Libc.must("watching the warden", Pidfd.open(warden)), this::gone);
    }

    private static Warden wardenOf(Engine engine, ProjectFolder project, String token) {
        return new Warden(
                engine.platform(),
                project.path(),
                token,
                project.path().resolve(FOLDER).resolve(token).resolve(WARDEN),
                engine.settings);
    }

    /** Runs in a virtual thread of its own: somebody killed the warden, and the tasks need another. */
    private void gone() {
        Threads.pause(PAUSE);
        lock.lock();
        try {
            Pidfd.reap(warden);
            if (!closed) {
                startWarden(token);
            }
        } catch (TaskException e) {
            Log.warning("the tasks in " + project.path() + " have no warden any more", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets go: this engine is seen to be gone.
     *
     * @param needed whether there is something for the warden to look after; else it ends now
     */
    void close(boolean needed) {
        lock.lock();
        try {
            closed = true;
            if (token.isEmpty()) {
                return;
            }
            var last = watching;
            if (last != null) {
                if (!needed) {
                    last.signal(Signals.KILL);
                }
                last.close();
            }
            Descriptors.close(lifeOfWarden);
            Descriptors.close(life);
            Descriptors.close(agent);
            if (!needed) {
                endOfWarden();
                project.forget(token);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endOfWarden() {
        while (ProcessIdentity.of(warden).alive()) {
            Threads.pause(Duration.ofMillis(1));
        }
        Pidfd.reap(warden);
    }

    /** Whether the engine of that name lives. */
    static boolean alive(ProjectFolder project, String token) {
        return held(project, token, AGENT);
    }

    /** When the warden of the engine of that name saw it gone, in boot time. */
    static Optional<Duration> orphanedAt(ProjectFolder project, String token) {
        try {
            var millis = Files.readString(
                            project.path().resolve(FOLDER).resolve(token).resolve(ORPHANED))
                    .strip();
            return millis.matches("[0-9]{1,18}")
                    ? Optional.of(Duration.ofMillis(Long.parseLong(millis)))
                    : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** Gives the tasks of an engine that died a warden, where they have none. */
    static void guard(Engine engine, ProjectFolder project, String token) {
        if (held(project, token, AGENT) || held(project, token, WARDEN)) {
            return;
        }
        var place = project.path().resolve(FOLDER).resolve(token);
        try {
            PrivateFiles.folders(place);
            if (!Files.exists(place.resolve(WARDEN))) {
                PrivateFiles.write(place.resolve(WARDEN), new byte[0]);
            }
        } catch (IOException e) {
            throw new TaskException("cannot give the tasks of engine " + token + " a warden: " + e, e);
        }
        var pid = wardenOf(engine, project, token).start(Spawn.NULL);
        if (pid >= 0) {
            Thread.ofVirtual().start(() -> reapAtItsEnd(engine, pid));
        }
    }

    /** It is a child of this JVM, though none of its engine's: no zombie may stay. */
    private static void reapAtItsEnd(Engine engine, long pid) {
        var pidfd = Pidfd.open(pid);
        if (pidfd >= 0) {
            var _ = new ProcessWatch(engine.watch(), pidfd, () -> Pidfd.reap(pid));
        }
    }

    private static boolean held(ProjectFolder project, String token, String name) {
        var file = project.path().resolve(FOLDER).resolve(token).resolve(name);
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

    /** Where somebody keeps an eye on a folder of marks. */
    static Path of(ProjectFolder project, String token) {
        return project.path().resolve(FOLDER).resolve(token);
    }
}
