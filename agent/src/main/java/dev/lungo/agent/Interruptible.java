package dev.lungo.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work on the owner's thread that others may interrupt, and only the work: never what the thread does before or after. */
final class Interruptible {
    // Written by the owner's thread, under this monitor.
    private @Nullable Thread worker;

    interface Work<T> {
        T call() throws InterruptedException;
    }

    /** Runs the work; empty when it was interrupted. An interrupt that comes too late is forgotten. */
    <T> Optional<T> call(Work<T> work) {
        begin();
        try {
            return Optional.of(work.call());
        } catch (InterruptedException interrupted) {
            return Optional.empty();
        } finally {
            end();
        }
    }

    synchronized void interrupt() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    private synchronized void begin() {
        worker = Thread.currentThread();
    }

    private synchronized void end() {
        worker = null;
        Thread.interrupted();
    }
}
