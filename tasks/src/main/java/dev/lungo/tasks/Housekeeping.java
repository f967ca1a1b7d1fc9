package dev.lungo.tasks;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What an engine does for its project now and then, in a thread beside everything else that is only there for it. */
final class Housekeeping implements AutoCloseable {
    private static final Duration EVERY = Duration.ofHours(1);

    /** The first start of a task has other things to wait for. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** How long the end of an engine waits at most. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private enum Job {
        /** Old tasks go, and the marks of dead engines that have none any more. */
        SWEEP,
        /** The project's logs are kept within its allowance. */
        SHARE_OUT
    }

    private final Engine engine;
    private final OutputLimits limits;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();

    /** The rest is written under the lock. */
    private final Set<Job> wanted = EnumSet.noneOf(Job.class);

    /** Null while there is nothing to do. */
    private @Nullable Thread thread;

    private long next = System.nanoTime();

    Housekeeping(Engine engine) {
        this.engine = engine;
        limits = engine.settings.output();
    }

    /** A task is started: time to do everything, unless that was done within the hour. */
    void nowAndThen(ProjectFolder project) {
        lock.lock();
        try {
            if (System.nanoTime() - next >= 0) {
                next = System.nanoTime() + EVERY.toNanos();
                want(project, SOON, Job.SWEEP, Job.SHARE_OUT);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Logs grew: time to add up what all of them take. */
    void shareOut(ProjectFolder project) {
        lock.lock();
        try {
            want(project, Duration.ZERO, Job.SHARE_OUT);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void want(ProjectFolder project, Duration pause, Job... jobs) {
        wanted.addAll(Set.of(jobs));
        if (thread == null && closing.getCount() > 0) {
            thread = Thread.ofVirtual().name("lungo-housekeeping").start(() -> work(project, pause));
        }
    }

    private void work(ProjectFolder project, Duration pause) {
        try {
            if (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                for (var job = take(); job != null; job = take()) {
                    attempt(project, job);
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void attempt(ProjectFolder project, Job job) {
        try {
            run(project, job);
        } catch (RuntimeException e) {
            // One failure, of whatever kind, must not be the end of all housekeeping: the next time it is tried again.
            Log.warning("housekeeping in " + project.path() + " failed", e);
        }
    }

    /** Whatever ended the thread, the next one who wants something may have another. */
    private void release() {
        lock.lock();
        try {
            if (Thread.currentThread().equals(thread)) {
                thread = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Job take() {
        lock.lock();
        try {
            if (wanted.isEmpty() || closing()) {
                thread = null;
                return null;
            }
            var job = wanted.iterator().next();
            wanted.remove(job);
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void run(ProjectFolder project, Job job) {
        switch (job) {
            case SWEEP -> {
                var now = engine.clock.instant();
                var _ = new Retention(project, engine.machine(), engine.scans, limits, engine.steps, this::closing)
                        .sweep(now);
                var _ = new DesertedMarks(project, this::closing).sweep(now);
            }
            case SHARE_OUT -> {
                var _ = new ProjectAllowance(project, engine.machine(), limits.perProject(), this::closing).enforce();
            }
        }
    }

    private boolean closing() {
        return closing.getCount() == 0;
    }

    /**
     * Begins nothing any more, and waits a moment for what is at work, which looks at every folder whether it should go on. A
     * disk that hangs holds nobody up: what is cut short anywhere does no harm.
     */
    @Override
    public void close() {
        closing.countDown();
        @Nullable Thread last;
        lock.lock();
        try {
            last = thread;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            Threads.join(last, MOMENT);
        }
    }
}
