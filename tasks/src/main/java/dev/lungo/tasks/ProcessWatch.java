package dev.lungo.tasks;

import java.util.concurrent.atomic.AtomicBoolean;

/** The watch over one process, which owns the process's descriptor: it is closed at the end, or with the watch. */
final class ProcessWatch implements AutoCloseable {
    private final ExitWatch watch;
    private final int pidfd;
    private final long key;
    private final AtomicBoolean open = new AtomicBoolean(true);

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
                        if (open.compareAndSet(true, false)) {
                            Descriptors.close(pidfd);
                            ended.run();
                        }
                    }));
        } catch (RuntimeException e) {
            Descriptors.close(pidfd);
            throw e;
        }
    }

    void signal(int signal) {
        if (open.get()) {
            var _ = Pidfd.send(pidfd, signal);
        }
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            watch.forget(pidfd, key);
            Descriptors.close(pidfd);
        }
    }
}
