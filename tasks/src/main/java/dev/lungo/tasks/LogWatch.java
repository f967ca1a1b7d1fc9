package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the logs of an engine while they grow. The kernel tells once that something was written in a task's folder; a
 * moment later the log is looked at, and only then the kernel is asked to tell again. So an idle task costs nothing, and
 * a busy one twenty looks a second. Where the kernel watches no more folders for this user, or fails to tell, the rest is
 * looked at now and then.
 */
final class LogWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(500);
    private static final int NOT_ASKED = -1;
    private static final int NO_SUCH_FILE = 2;
    private static final int NOT_A_FOLDER = 20;

    /** A folder, and what to do when something was written in it. */
    static final class Watched {
        private final Path folder;

        /** Answers whether the log grew. */
        private final BooleanSupplier look;

        /** What the kernel calls it, or {@link #NOT_ASKED}; written under the lock. */
        private int number = NOT_ASKED;

        private Watched(Path folder, BooleanSupplier look) {
            this.folder = folder;
            this.look = look;
        }
    }

    private final ExitWatch epoll;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;

    /** Written by the thread. */
    private boolean complained;

    /** Null where this user has too many; this and the next are written under the lock. */
    private @Nullable Inotify inotify;

    /** By the number that the kernel gave. */
    private final Map<Integer, Watched> asked = new HashMap<>();

    /** Those that the kernel does not watch. */
    private final Set<Watched> unwatched = new HashSet<>();

    /** Those that nobody has looked at yet. */
    private final Set<Watched> fresh = new HashSet<>();

    LogWatch(ExitWatch epoll) {
        this.epoll = epoll;
        try {
            inotify = Inotify.open();
        } catch (TaskException tooMany) {
            Log.warning("logs are looked at now and then: " + tooMany.getMessage());
        }
        thread = Thread.ofPlatform().daemon().name("lungo-logs").start(this::run);
    }

    /**
     * Looks at it from now on, in the thread of this object, once in any case: what was written before is no news to the
     * kernel. Answers what to hand to {@link #forget}.
     */
    Watched watch(Path folder, BooleanSupplier look) {
        var watched = new Watched(folder, look);
        lock.lock();
        try {
            ask(watched);
            fresh.add(watched);
            news.release();
        } finally {
            lock.unlock();
        }
        return watched;
    }

    void forget(Watched watched) {
        lock.lock();
        try {
            unwatched.remove(watched);
            fresh.remove(watched);
            if (asked.remove(watched.number, watched) && inotify != null) {
                inotify.forget(watched.number);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. A folder that is gone needs no look any more. */
    private void ask(Watched watched) {
        var answer = inotify == null ? -Libc.EAGAIN : inotify.ask(watched.folder);
        watched.number = Math.max(NOT_ASKED, answer);
        if (answer >= 0) {
            asked.put(answer, watched);
        } else if (answer != -NO_SUCH_FILE && answer != -NOT_A_FOLDER) {
            unwatched.add(watched);
        }
    }

    private void run() {
        try {
            var grew = false;
            while (closing.getCount() > 0) {
                grew = round(inotify, grew);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for news once and looks; answers whether a log grew that has to be looked at again soon. */
    private boolean round(@Nullable Inotify source, boolean grew) throws InterruptedException {
        var key = source == null ? NOT_ASKED : beTold(source);
        awaitNews(grew, source == null || key != NOT_ASKED);
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        news.drainPermits();
        return look(due(source == null ? List.of() : numbers(source, key)));
    }

    /** Answers a key for the exit watch; none where the kernel has no room for one more question at the moment. */
    private long beTold(Inotify source) {
        try {
            return epoll.watch(source.descriptor(), news::release);
        } catch (TaskException e) {
            complain(e);
            return NOT_ASKED;
        }
    }

    /** What the kernel has to tell; where that is not known, there may be news of all. */
    private List<Integer> numbers(Inotify source, long key) {
        try {
            if (key != NOT_ASKED) {
                epoll.forget(source.descriptor(), key);
            }
            var numbers = source.read();
            return key == NOT_ASKED ? List.of(Inotify.ALL) : numbers;
        } catch (TaskException e) {
            complain(e);
            return List.of(Inotify.ALL);
        }
    }

    private void complain(TaskException e) {
        if (!complained) {
            complained = true;
            Log.warning("logs are looked at now and then", e);
        }
    }

    /** @param told whether the kernel will tell of those that it watches */
    private void awaitNews(boolean grew, boolean told) throws InterruptedException {
        boolean kernelTells;
        lock.lock();
        try {
            kernelTells = told && unwatched.isEmpty();
        } finally {
            lock.unlock();
        }
        if (kernelTells) {
            news.acquire();
        } else {
            var _ = news.tryAcquire((grew ? PAUSE : NOW_AND_THEN).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What has to be looked at; the kernel was asked again before, so that nothing is missed between. */
    private Set<Watched> due(List<Integer> numbers) {
        lock.lock();
        try {
            var due = new HashSet<>(unwatched);
            for (var number : numbers.contains(Inotify.ALL) ? List.copyOf(asked.keySet()) : numbers) {
                var watched = asked.remove(number);
                if (watched != null) {
                    due.add(watched);
                }
            }
            unwatched.clear();
            due.forEach(this::ask);
            due.addAll(fresh);
            fresh.clear();
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Answers whether one of those that the kernel does not watch grew. */
    private boolean look(Set<Watched> due) {
        var growing = new ArrayList<Watched>();
        for (var watched : due) {
            try {
                if (watched.look.getAsBoolean()) {
                    growing.add(watched);
                }
            } catch (RuntimeException e) {
                // One task's trouble must not end the look at all others.
                Log.error("cannot look at the log in " + watched.folder, e);
            }
        }
        lock.lock();
        try {
            return growing.stream().anyMatch(unwatched::contains);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread; before the exit watch is closed. */
    @Override
    public void close() {
        closing.countDown();
        news.release();
        Threads.join(thread);
        lock.lock();
        try {
            if (inotify != null) {
                inotify.close();
                inotify = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
