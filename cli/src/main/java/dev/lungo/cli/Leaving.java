package dev.lungo.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Lets a run end in order when a signal comes: the shutdown waits until the run has said {@link #done()}. A second signal
 * does not wait any more.
 */
final class Leaving {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Consumer<LeaveSignal> ask;
    private final Consumer<String> say;
    /** Written once, by the hook. */
    private final AtomicReference<Optional<LeaveSignal>> signal = new AtomicReference<>(Optional.empty());

    private Leaving(Consumer<LeaveSignal> ask, Consumer<String> say) {
        this.ask = ask;
        this.say = say;
    }

    /** @param ask makes the run end, soon; called on the thread of a shutdown hook */
    static Leaving prepare(Consumer<LeaveSignal> ask, Consumer<String> say) {
        var leaving = new Leaving(ask, say);
        Runtime.getRuntime().addShutdownHook(new Thread(leaving::hook, "leaving"));
        return leaving;
    }

    /** The signal that ended the run; empty where none did. */
    Optional<LeaveSignal> signal() {
        return signal.get();
    }

    /** Nothing is left to be done: the shutdown may go on. */
    void done() {
        done.countDown();
    }

    private void hook() {
        if (done.getCount() == 0) {
            return;
        }
        LeaveSignal why = LeaveSignal.current().orElse(LeaveSignal.TERMINATE);
        signal.set(Optional.of(why));
        ask.accept(why);
        try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                if (LeaveSignal.pending() > 1) {
                    say.accept(
                            "left at once; tasks that still run are recorded (lungo tasks) and end within the grace");
                    Runtime.getRuntime().halt(why.exitCode());
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
