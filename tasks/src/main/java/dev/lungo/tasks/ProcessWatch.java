package dev.lungo.tasks;

import java.util.concurrent.locks.ReentrantLock;

/** The watch over one process, which owns the process's descriptor: it is closed at the end, or with the watch. */
final class ProcessWatch implements AutoCloseable {
    private final ExitWatch watch;
    private final int pidfd;
    private final long key;
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock: a descriptor that is closed may be another process's at once. */
    private boolean open = true;

    /**
     * Closes the descriptor also where the watch cannot begin.
     *
     * @param ended runs once, in a virtual thread of its own, unless this is closed before the end
     */
    ProcessWatch(ExitWatch watch, int pidfd, Runnable ended) {
        this.watch = watch;
        this.pidfd = pidfd;
        key = begin(ended);
    }

    private long begin(Runnable ended) {
        try {
            return watch.watch(
                    pidfd,
                    () -> Thread.ofVirtual().start(() -> {
                        if (end(() -> {})) {
                            ended.run();
                        }
                    }));
        } catch (RuntimeException e) {
            Descriptors.close(pidfd);
            throw e;
        }
    }

    /** Answers whether it was open until now. */
    private boolean end(Runnable before) {
        lock.lock();
        try {
            if (!open) {
                return false;
            }
            open = false;
            before.run();
            Descriptors.close(pidfd);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void signal(int signal) {
        lock.lock();
        try {
            if (open) {
                var _ = Pidfd.send(pidfd, signal);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        var _ = letGo();
    }

    /** Closes it; answers whether the process had not ended until now, as far as this knows: then nobody hears of its end. */
    boolean letGo() {
        return end(() -> watch.forget(pidfd, key));
    }
}
