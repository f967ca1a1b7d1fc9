package dev.lungo.proxy;

import java.time.Duration;

/** Ends something when its time is over, unless more is given. Closing it means that the time counts no more. */
final class TimeLimit implements AutoCloseable {
    private final Runnable end;
    private final Thread thread;
    // Written by whoever gives more time: the threads of the connection.
    private volatile long until;

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

    /** So long from now on; where that is less than before, it counts when the time before is over. */
    void renew(Duration more) {
        until = System.nanoTime() + more.toNanos();
    }

    private void watch() {
        try {
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException counts) {
            return;
        }
        end.run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
