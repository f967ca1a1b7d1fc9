package dev.lungo.tasks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all processes for whoever needs it. Those who ask while a scan runs share the next one, so that a thousand
 * tasks that end together cost a few scans and not a thousand.
 */
final class Scans {
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /** The number of the last question that came before the latest scan began; written under the lock. */
    private long answered;

    /** Written under the lock. */
    private @Nullable ProcessTable latest;

    /** A table that was begun after this call. */
    ProcessTable now() {
        var question = asked.incrementAndGet();
        lock.lock();
        try {
            var table = latest;
            if (table == null || answered < question) {
                var sofar = asked.get();
                table = ProcessTable.read();
                // Only now: a look that failed has answered nobody.
                latest = table;
                answered = sofar;
            }
            return table;
        } finally {
            lock.unlock();
        }
    }
}
