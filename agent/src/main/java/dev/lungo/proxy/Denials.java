package dev.lungo.proxy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest connections that were refused. Safe for any thread. */
final class Denials {
    private static final int MOST = 200;

    // Guarded by the monitor of this.
    private final Deque<Denial> latest = new ArrayDeque<>();

    synchronized void add(Denial denial) {
        latest.addLast(denial);
        if (latest.size() > MOST) {
            latest.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Denial> between(Instant from, Instant to) {
        return latest.stream()
                .filter(denial -> !denial.at().isBefore(from) && !denial.at().isAfter(to))
                .toList();
    }
}
