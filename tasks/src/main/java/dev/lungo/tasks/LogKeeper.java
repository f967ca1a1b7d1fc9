package dev.lungo.tasks;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps what tasks write within bounds: each log of this engine while it grows, and all of the project together. */
final class LogKeeper implements AutoCloseable {
    /** The project's logs are added up when this engine's have grown by so much of what the project may have. */
    private static final int STEPS = 16;

    private final Engine engine;
    private final OutputLimits limits;
    private final Housekeeping housekeeping;
    private final ReentrantLock lock = new ReentrantLock();

    /** Growth since the project's logs were added up; written by the thread that looks at logs. */
    private final AtomicLong grown = new AtomicLong();

    /** The next two are written under the lock. */
    private @Nullable LogWatch watch;

    private boolean closed;

    LogKeeper(Engine engine) {
        this.engine = engine;
        limits = engine.settings.output();
        housekeeping = new Housekeeping(engine);
    }

    /** Keeps a log within its allowance from now on, until the answer is closed. */
    GrowingLog keep(TaskFolder folder, GrowingLog.Writer writer) {
        var project = folder.project();
        housekeeping.nowAndThen(project);
        return new GrowingLog(
                watch(),
                new LogMiddle(folder, engine.steps),
                KeepRule.within(limits.perTask()),
                writer,
                bytes -> count(bytes, project));
    }

    /** Trims the log of a task that ended while no engine lived, and faster than its warden looks. */
    void trim(TaskFolder folder) {
        try {
            var _ = new LogMiddle(folder, engine.steps).free(KeepRule.within(limits.perTask()));
        } catch (IOException | TaskException e) {
            Log.warning("cannot keep the log in " + folder.path() + " within its allowance", e);
        }
    }

    private LogWatch watch() {
        lock.lock();
        try {
            if (closed) {
                throw new TaskException("the engine is closed");
            }
            var running = watch;
            if (running == null) {
                running = new LogWatch(engine.watch());
                watch = running;
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void count(long bytes, ProjectFolder project) {
        if (grown.addAndGet(bytes) > limits.perProject() / STEPS) {
            grown.set(0);
            housekeeping.shareOut(project);
        }
    }

    /** Ends the threads, before the exit watch ends. */
    @Override
    public void close() {
        @Nullable LogWatch running;
        lock.lock();
        try {
            closed = true;
            running = watch;
            watch = null;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.close();
        }
        housekeeping.close();
    }
}
