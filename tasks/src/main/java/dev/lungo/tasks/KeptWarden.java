package dev.lungo.tasks;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The warden of a living engine: should it be killed, another takes its place on the same pipe. */
final class KeptWarden {
    private static final int NONE = -1;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Engine engine;
    private final Warden warden;

    /** Its other end reads nothing for as long as this one is open: so the warden knows that the engine lives. */
    private final Descriptors.Pipe life = Descriptors.pipe();

    private final ReentrantLock lock = new ReentrantLock();

    /** These are written under the lock. */
    private long child = NONE;

    private boolean closed;
    private @Nullable ProcessWatch watching;

    private KeptWarden(Engine engine, Warden warden) {
        this.engine = engine;
        this.warden = warden;
    }

    /** @throws TaskException where it cannot be started; nothing is left open then */
    static KeptWarden start(Engine engine, Warden warden) {
        var kept = new KeptWarden(engine, warden);
        try {
            kept.spawn();
            return kept;
        } catch (RuntimeException e) {
            kept.close(false);
            throw e;
        }
    }

    private void spawn() {
        lock.lock();
        try {
            if (!closed) {
                var watch = engine.watch();
                child = warden.start(life.read())
                        .orElseThrow(() -> new TaskException("another warden is at work for " + warden.folder()));
                try {
                    watching = new ProcessWatch(watch, Libc.must("watching the warden", Pidfd.open(child)), this::gone);
                } catch (TaskException e) {
                    // Unwatched, it would take the end of this attempt for the end of the engine.
                    Pidfd.killChild(child);
                    reap();
                    throw e;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs in a virtual thread of its own: somebody killed it, and the tasks need another. */
    private void gone() {
        reap();
        while (true) {
            Threads.pause(PAUSE);
            try {
                spawn();
                return;
            } catch (TaskException e) {
                Log.warning("the tasks in " + warden.folder() + " have no warden at the moment", e);
            }
        }
    }

    private void reap() {
        lock.lock();
        try {
            if (child != NONE) {
                Pidfd.awaitChild(child);
                child = NONE;
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param needed whether it has something to look after from now on; else it is gone when this returns */
    void close(boolean needed) {
        lock.lock();
        try {
            closed = true;
            var last = watching;
            if (last != null) {
                if (!needed) {
                    last.signal(Signals.KILL);
                }
                if (last.letGo() && needed) {
                    engine.watch().reapAtItsEnd(child);
                    child = NONE;
                }
            }
            // The number of a child that nobody has reaped is its own.
            while (!needed && child != NONE && ProcessIdentity.of(child).alive()) {
                Threads.pause(MOMENT);
            }
            if (!needed) {
                reap();
            }
            Descriptors.close(life.read());
            Descriptors.close(life.write());
        } finally {
            lock.unlock();
        }
    }
}
