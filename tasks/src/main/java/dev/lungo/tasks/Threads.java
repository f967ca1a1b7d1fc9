package dev.lungo.tasks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waiting for threads that are known to end soon. */
final class Threads {
    private Threads() {}

    /** Waits a little; an interrupt is kept for the caller, whose work cannot be left half done. */
    static void pause(Duration time) {
        var interrupted = Thread.interrupted();
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the latch opens; an interrupt is kept for the caller. */
    static void await(CountDownLatch latch) {
        var interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the thread's end; an interrupt is kept for the caller, who cannot leave the thread behind. */
    static void join(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the thread's end, at most so long, and not at all for a caller who is interrupted. */
    static void join(Thread thread, Duration limit) {
        try {
            var _ = thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
