package dev.lungo.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests a server has received and the answers it has ready. Safe for any thread.
 *
 * @param <R> the kind of request
 */
final class Conversations<R> {
    /** Guarded by this, as everything here. */
    private final List<R> requests = new ArrayList<>();

    private final List<String> violations = new ArrayList<>();
    private final List<Ready<R>> ready = new ArrayList<>();
    private @Nullable Function<R, Answer> otherwise;

    private record Ready<R>(Predicate<R> fits, Function<R, Answer> answer) {}

    synchronized void prepare(Predicate<R> fits, Function<R, Answer> answer) {
        ready.add(new Ready<>(fits, answer));
    }

    synchronized void otherwise(Function<R, Answer> answer) {
        otherwise = answer;
    }

    /** Notes a request and answers its number, from 1 on. */
    synchronized int received(R request) {
        requests.add(request);
        notifyAll();
        return requests.size();
    }

    synchronized void violated(int request, String what) {
        violations.add("request " + request + ": " + what);
        notifyAll();
    }

    /** The first ready answer that fits, which is then used up. The caller runs it, with no lock held. */
    synchronized @Nullable Function<R, Answer> take(R request) {
        for (int at = 0; at < ready.size(); at++) {
            if (ready.get(at).fits.test(request)) {
                return ready.remove(at).answer;
            }
        }
        return otherwise;
    }

    synchronized List<R> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Waits until there are more than so many; answers those beyond. */
    synchronized List<String> awaitViolations(int known) throws InterruptedException {
        while (violations.size() <= known) {
            wait();
        }
        return List.copyOf(violations.subList(known, violations.size()));
    }

    synchronized int unused() {
        return ready.size();
    }

    synchronized R await(Predicate<List<R>> until, Function<List<R>, R> pick, String what, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!until.test(List.copyOf(requests))) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no " + what + " within " + limit + "; " + requests.size()
                        + " requests came, violations: " + violations);
            }
            wait(left);
        }
        return pick.apply(List.copyOf(requests));
    }
}
