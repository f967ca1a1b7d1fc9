package dev.lungo.tasks;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The watch over a task's processes until it can be told how the task ended: first over its waiter, and over the main process
 * where the waiter was killed. What files do not tell, the waiter's own end may.
 */
final class EndWatch {
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Waiter waiter;
    private final Drain drain;
    private final Watched task;

    private final ReentrantLock lock = new ReentrantLock();

    /** The next two are written under the lock. */
    private @Nullable ProcessWatch watching;

    private boolean released;

    /** The status that the waiter itself ended with; written once, by the thread that sees it end. */
    private volatile OptionalInt waiterStatus = OptionalInt.empty();

    /** Written once, by the thread that sees the waiter end. */
    private volatile boolean waiterIsGone;

    /** The task, as its watch needs it. */
    interface Watched {
        /** Who asked for a stop, where somebody did. */
        Optional<StopIntent.Reason> asked();

        /** Who belongs to it. */
        ProcessTree tree();

        /** What nobody needs any more goes. */
        void tidy();

        /** Its main process has ended, and these are left. */
        void left(List<ProcessStat> members);

        /** It has ended; once. */
        void ended(TaskState.End end);
    }

    EndWatch(Engine engine, TaskFolder folder, TaskFacts facts, Waiter waiter, Drain drain, Watched task) {
        this.engine = engine;
        this.folder = folder;
        this.facts = facts;
        this.waiter = waiter;
        this.drain = drain;
        this.task = task;
    }

    /** @throws TaskException where it cannot begin */
    void begin() {
        var pidfd =
                waiter.child() ? waiter.pidfd() : Pidfd.open(waiter.identity().pid());
        if (Libc.shortage(-pidfd)) {
            throw new TaskException("watching task " + facts.id() + ": errno " + -pidfd + Libc.meaning(-pidfd));
        }
        if (pidfd >= 0 && (waiter.child() || waiter.identity().alive())) {
            watch(pidfd, this::waiterGone);
            return;
        }
        if (pidfd >= 0) {
            Descriptors.close(pidfd);
        }
        Thread.ofVirtual().start(this::waiterGone);
    }

    private void watch(int pidfd, Runnable gone) {
        lock.lock();
        try {
            if (released) {
                Descriptors.close(pidfd);
            } else {
                watching = new ProcessWatch(engine.watch(), pidfd, gone);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A JVM that is short of descriptors may have some later. What cannot be read for long must be an end all the same, or
     * somebody waits for ever.
     */
    private void persistently(Runnable finding) {
        for (var pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            try {
                finding.run();
                return;
            } catch (RuntimeException e) {
                if (pause.compareTo(LONGEST_PAUSE) > 0) {
                    Log.error("cannot tell how task " + facts.id() + " ended", e);
                    task.ended(unrecorded("its end cannot be read: " + e.getMessage()));
                    return;
                }
                Threads.pause(pause);
            }
        }
    }

    /** Runs in a virtual thread of its own. */
    private void waiterGone() {
        waiterIsGone = true;
        // The number of a waiter that is no child may be that of a new child by now.
        waiterStatus = waiter.child() ? Pidfd.reap(waiter.identity().pid()) : OptionalInt.empty();
        persistently(this::watchMainOrFinish);
    }

    private void watchMainOrFinish() {
        var record = lastWord();
        if (record.status().isEmpty() && record.main().isPresent()) {
            var main = record.main().get();
            var pidfd = Pidfd.open(main.pid());
            if (pidfd >= 0 && main.alive()) {
                watch(pidfd, () -> persistently(this::finish));
                return;
            }
            if (pidfd >= 0) {
                Descriptors.close(pidfd);
            } else if (Libc.shortage(-pidfd)) {
                throw new TaskException("watching task " + facts.id() + ": errno " + -pidfd + Libc.meaning(-pidfd));
            }
        }
        finish();
    }

    /** A waiter that was killed may have left a child behind that is about to write down that it is the main process. */
    private WaiterRecord lastWord() {
        var end = System.nanoTime() + FIRST_WORD.toNanos();
        var record = folder.readRecord();
        while (waiterStatus.isEmpty()
                && record.status().isEmpty()
                && record.main().isEmpty()
                && !task.tree().members(engine.scans.now()).isEmpty()
                && System.nanoTime() < end) {
            Threads.pause(FIRST_PAUSE);
            record = folder.readRecord();
        }
        return record;
    }

    /** Runs once, in a virtual thread of its own, when the main process is gone. */
    private void finish() {
        var found = task.tree().membersWithoutPipe(engine.scans.now());
        try {
            if (!drain.settle(engine.limits.settle())) {
                Log.warning("the output of task " + facts.id() + " is late; its end is told");
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
        // The first scan ran while the drain came to its end; only if it did not, somebody holds the pipe.
        task.left(drain.finished() ? found : task.tree().members(engine.scans.now()));
        // Before the end is told: who hears of it may end this JVM.
        task.tidy();
        task.ended(folder.recordedEnd(facts).orElseGet(this::withoutRecord));
    }

    private TaskState.End withoutRecord() {
        if (!Files.exists(folder.record())) {
            return unrecorded("its folder was deleted and its waiter was killed");
        }
        if (waiterStatus.isPresent() && folder.readRecord().main().isEmpty()) {
            return lost("its waiter could not make a process for it (status " + waiterStatus.getAsInt() + ")");
        }
        return waiterStatus.isPresent() ? unrecorded("") : lost("its waiter was killed");
    }

    private TaskState.End lost(String why) {
        return engine.lost(folder, why);
    }

    /** A waiter that ends by itself ends as the command did: its parent knows what no file tells. */
    private TaskState.End unrecorded(String why) {
        var now = engine.clock.instant();
        return waiterStatus.isPresent()
                ? TaskFolder.end(
                        facts,
                        waiterStatus.getAsInt(),
                        task.asked(),
                        now,
                        BootTime.now().minus(facts.uptime()))
                : new TaskState.Lost(why, now);
    }

    /** Gives up watching; nobody hears of an end any more. */
    void release() {
        lock.lock();
        try {
            released = true;
            var last = watching;
            if (last != null && last.letGo() && waiter.child() && !waiterIsGone) {
                engine.watch().reapAtItsEnd(waiter.identity().pid());
            }
        } finally {
            lock.unlock();
        }
    }
}
