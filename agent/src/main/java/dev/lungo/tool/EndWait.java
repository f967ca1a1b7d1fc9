package dev.lungo.tool;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits until tasks end, without touching them. */
final class EndWait {
    /** Why a wait is over. */
    enum Over {
        ENOUGH_ENDED,
        TIME_PASSED,
        SENT_TO_BACKGROUND
    }

    private EndWait() {}

    /**
     * Blocks until so many of the tasks have ended, the time has passed, or the user wants to go on.
     *
     * @throws InterruptedException when the thread is interrupted; the tasks go on
     */
    static Over await(List<Task> tasks, int wanted, Duration limit, ForegroundWaits waits) throws InterruptedException {
        var ends = new Semaphore(0);
        var sent = new AtomicBoolean();
        var watchers = new ArrayList<Thread>();
        Runnable send = () -> {
            sent.set(true);
            ends.release(wanted);
        };
        // A thread per task: an interrupt of the caller then always means the user, never the end of a wait.
        try (var _ = waits.open(send)) {
            for (Task task : tasks) {
                watchers.add(Thread.startVirtualThread(() -> watch(task, limit, ends)));
            }
            boolean enough = ends.tryAcquire(wanted, limit.toNanos(), TimeUnit.NANOSECONDS);
            if (sent.get()) {
                return Over.SENT_TO_BACKGROUND;
            }
            return enough ? Over.ENOUGH_ENDED : Over.TIME_PASSED;
        } finally {
            watchers.forEach(Thread::interrupt);
        }
    }

    private static void watch(Task task, Duration limit, Semaphore ends) {
        try {
            if (task.await(limit) instanceof TaskState.End) {
                ends.release();
            }
        } catch (InterruptedException waitIsOver) {
            Thread.currentThread().interrupt();
        }
    }
}
