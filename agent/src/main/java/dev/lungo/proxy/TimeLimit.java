package dev.lungo.proxy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ends something when its time is over, unless more is given. Closing it means that the time counts no more. */
final class TimeLimit implements AutoCloseable {
    private final Runnable end;
    private final Thread thread;
    // Written by whoever sets the time anew: the threads of the connection. A write that is lost to another of the same
    // moment makes no difference.
    private volatile long until;
    private volatile boolean closed;

    /** @param end called once, on a thread of its own */
    TimeLimit(Duration first, Runnable end) {
        this.end = end;
        this.until = System.nanoTime() + first.toNanos();
        this.thread = Thread.ofVirtual().name("lungo-proxy-limit").unstarted(this::watch);
    }

    TimeLimit started() {
        thread.start();
        return this;
    }

    /** So long from now on. */
    void renew(Duration time) {
        long next = System.nanoTime() + time.toNanos();
        boolean sooner = next - until < 0;
        until = next;
        if (sooner) {
            LockSupport.unpark(thread);
        }
    }

    private void watch() {
        for (long left = until - System.nanoTime(); left > 0 && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        if (!closed) {
            end.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
