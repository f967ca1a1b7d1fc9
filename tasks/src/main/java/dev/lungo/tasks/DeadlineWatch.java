package dev.lungo.tasks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a task when its deadline passes, in boot time, which no change of the clock moves; where that does not succeed, again
 * and again.
 *
 * @param over open when the task needs no deadline any more
 */
record DeadlineWatch(TaskFacts facts, CountDownLatch over, Stopper stopper) {
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    interface Stopper {
        void stop() throws InterruptedException;
    }

    void begin() {
        Thread.ofVirtual().name("lungo-deadline-" + facts.id()).start(this::enforce);
    }

    private void enforce() {
        try {
            var wait = left();
            while (!over.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = left();
                if (wait.isZero()) {
                    stop();
                    wait = AGAIN;
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** No longer than the longest look: a wait stands still while the machine sleeps, and the deadline does not. */
    private Duration left() {
        var left = facts.deadline().minus(BootTime.now().minus(facts.uptime()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
    }

    private void stop() throws InterruptedException {
        try {
            stopper.stop();
        } catch (TaskException e) {
            Log.warning("the deadline of task " + facts.id() + " passed; it is tried again to stop it", e);
        }
    }
}
