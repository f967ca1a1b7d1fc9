package dev.lungo.cli;

import java.util.Optional;

/**
 * The signals that ask the process to leave. The JVM turns each into an orderly shutdown with the exit code below, on a
 * thread that it names after the signal: that name is how a shutdown hook knows which signal it was, without any internal
 * API. Where no such thread is found, a termination is assumed.
 */
enum LeaveSignal {
    /** Ctrl+C. */
    INTERRUPT("SIGINT handler", 130),
    TERMINATE("SIGTERM handler", 143),
    /** The terminal is gone. */
    HANGUP("SIGHUP handler", 129);

    private final String thread;
    private final int exitCode;

    LeaveSignal(String thread, int exitCode) {
        this.thread = thread;
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** The signal that is shutting the JVM down; empty when no signal does. */
    static Optional<LeaveSignal> current() {
        Optional<LeaveSignal> found = Optional.empty();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            Optional<LeaveSignal> named = of(thread);
            // a hangup counts most: it is the one that leaves the tasks alone
            if (named.isPresent() && !found.equals(Optional.of(HANGUP))) {
                found = named;
            }
        }
        return found;
    }

    /** How many signals came since the shutdown began: a further one waits behind the first. */
    static int pending() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (of(thread).isPresent()) {
                count++;
            }
        }
        return count;
    }

    private static Optional<LeaveSignal> of(Thread thread) {
        for (LeaveSignal signal : values()) {
            if (signal.thread.equals(thread.getName())) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
