package dev.lungo.tasks;

import java.time.Duration;
import java.util.concurrent.Callable;

/** How long tests wait for what must happen: long, because machines are slow; and how they wait for it. */
final class Patience {
    static final Duration LONG = Duration.ofSeconds(60);

    /** Short enough for a test, long enough that a process which heeds TERM has ended. */
    static final TaskLimits QUICK = new TaskLimits(Duration.ofMillis(1500), Duration.ofSeconds(20), LONG);

    private Patience() {}

    /** Asks again and again until the answer is yes. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + LONG.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + LONG + " in vain until " + what);
            }
            Thread.sleep(5);
        }
    }
}
