package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.lungo.tasks.Libc.Function;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread that waits for the ends of any number of processes. A handler runs in that thread, once, and must be quick;
 * the descriptor stays its owner's. Children that outlive it are reaped all the same.
 */
final class ExitWatch implements AutoCloseable {
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int READABLE_ONCE = 1 | 1 << 30;
    private static final int BATCH = 64;
    private static final long WAKE = 0;
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    // The kernel packs struct epoll_event on x86-64 only.
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final int DATA = PACKED ? 4 : 8;
    private static final int EVENT = PACKED ? 12 : 16;

    private final int epoll = Libc.must("epoll_create1", Libc.call(Function.EPOLL_CREATE, CLOSE_ON_EXEC));
    private final int wake = Libc.must("eventfd", Libc.call(Function.EVENTFD, 0, CLOSE_ON_EXEC));
    private final AtomicLong keys = new AtomicLong(WAKE);
    private final Map<Long, Runnable> handlers = new ConcurrentHashMap<>();
    private final Set<Long> outliving = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** Written by {@link #close()}, read by the thread. */
    private volatile boolean closed;

    ExitWatch() {
        control(ADD, wake, WAKE);
        thread = Thread.ofPlatform().daemon().name("lungo-exits").unstarted(this::run);
        thread.start();
    }

    /** Calls the handler when the process ends, at once if it has ended; answers a key for {@link #forget}. */
    long watch(int pidfd, Runnable handler) {
        var key = keys.incrementAndGet();
        handlers.put(key, handler);
        try {
            control(ADD, pidfd, key);
        } catch (RuntimeException e) {
            handlers.remove(key);
            throw e;
        }
        return key;
    }

    /** Before the descriptor is closed. */
    void forget(int pidfd, long key) {
        handlers.remove(key);
        control(DELETE, pidfd, key);
    }

    private void control(int operation, int descriptor, long key) {
        try (var arena = Arena.ofConfined()) {
            var event = arena.allocate(EVENT, 8);
            event.set(JAVA_INT_UNALIGNED, 0, key == WAKE ? 1 : READABLE_ONCE);
            event.set(JAVA_LONG_UNALIGNED, DATA, key);
            Libc.must("epoll_ctl", Libc.call(Function.EPOLL_CTL, epoll, operation, descriptor, event.address(), 0, 0));
        }
    }

    private void run() {
        try (var arena = Arena.ofConfined()) {
            var events = arena.allocate((long) EVENT * BATCH, 8);
            while (!closed) {
                var ready = Libc.call(Function.EPOLL_WAIT, epoll, events.address(), BATCH, -1, 0, 0);
                for (var i = 0; i < ready; i++) {
                    var handler = handlers.remove(events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT + DATA));
                    if (handler != null) {
                        handle(handler);
                    }
                }
                if (ready < 0 && ready != -Libc.EINTR) {
                    Libc.must("epoll_wait", ready);
                }
            }
        }
    }

    /** From now on nobody else reaps this child of the JVM: it is done when it has ended, also after the end of this. */
    void reapAtItsEnd(long child) {
        outliving.add(child);
        if (closed) {
            reapTheOutliving();
        }
    }

    /** Reaps a child of these that has ended. */
    void reapNow(long child) {
        if (outliving.remove(child)) {
            var _ = Pidfd.reap(child);
        }
    }

    /** By looks now and then: a thread that waits in native code would hold up the end of the JVM. */
    private void reapTheOutliving() {
        if (!outliving.isEmpty()) {
            Thread.ofVirtual().name("lungo-left-children").start(() -> {
                for (var pause = FIRST_LOOK; !outliving.isEmpty(); pause = longer(pause)) {
                    outliving.removeIf(Pidfd::isReaped);
                    Threads.pause(pause);
                }
            });
        }
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : pause;
    }

    private static void handle(Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            // One task's trouble must not end the watch over all others.
            Log.error("an end could not be handled", e);
        }
    }

    /** Ends the thread; handlers that have not run never will. */
    @Override
    public void close() {
        closed = true;
        try (var arena = Arena.ofConfined()) {
            var one = arena.allocate(8, 8);
            one.set(JAVA_LONG_UNALIGNED, 0, 1);
            Libc.must("waking the exit watch", Libc.call(Function.WRITE, wake, one.address(), 8));
        }
        Threads.join(thread);
        reapTheOutliving();
        Descriptors.close(epoll);
        Descriptors.close(wake);
    }
}
