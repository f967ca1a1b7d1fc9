package dev.lungo.tasks;

import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the tasks of one engine share. Nothing native is touched before it is needed. */
final class Engine {
    final TaskSettings settings;
    final TaskLimits limits;
    final InstantSource clock;
    final DurableSteps steps;
    final Scans scans = new Scans();
    final Groups groups = new Groups();
    final SandboxCheck sandboxes = new SandboxCheck();
    final Announcer announcer;
    final LogKeeper logs;

    private final ReentrantLock lock = new ReentrantLock();

    /** The next four are written under the lock. */
    private @Nullable Platform platform;

    private @Nullable Machine machine;
    private @Nullable ExitWatch watch;
    private boolean closed;

    Engine(TaskSettings settings, TaskListener listener) {
        this.settings = settings;
        limits = settings.patience();
        clock = settings.clock();
        steps = settings.steps();
        announcer = new Announcer(listener);
        logs = new LogKeeper(this);
    }

    /** What processes are made with: nobody starts one without having asked for it, so that secrets are hidden by then. */
    Platform platform() {
        lock.lock();
        try {
            var known = platform;
            if (known == null) {
                known = Platform.detect();
                if (!settings.secrets().isEmpty()) {
                    OwnEnvironment.hide(settings.secrets());
                }
                platform = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    Machine machine() {
        lock.lock();
        try {
            var known = machine;
            if (known == null) {
                known = Machine.here();
                machine = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    ExitWatch watch() {
        lock.lock();
        try {
            if (closed) {
                throw new TaskException("the engine is closed");
            }
            var running = watch;
            if (running == null) {
                running = new ExitWatch();
                watch = running;
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Writes down that nobody will ever know how a task ended. */
    TaskState.End lost(TaskFolder folder, String why) {
        steps.at(TaskStep.LOST, DurableSteps.Moment.BEFORE);
        var end = folder.markLost(why, clock.instant());
        steps.at(TaskStep.LOST, DurableSteps.Moment.AFTER);
        return end;
    }

    /** Ends the threads; what was announced is told before. */
    void close() {
        announcer.close();
        logs.close();
        @Nullable ExitWatch running;
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
    }
}
