package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.util.OptionalInt;

/** Processes by descriptor: a pidfd names one process for good, whatever becomes of its number. */
final class Pidfd {
    private static final int PIDFD_SEND_SIGNAL = 424;
    private static final int PIDFD_OPEN = 434;
    private static final int BY_PID = 1;
    private static final int EXITED = 4;
    private static final int EXITED_NO_HANG = EXITED | 1;

    /** In {@code siginfo_t} of a child. */
    private static final int CODE = 8;

    private static final int CHILD = 12;

    private static final int STATUS = 24;
    private static final int ENDED_BY_ITSELF = 1;

    private Pidfd() {}

    /** A descriptor (close-on-exec by nature) that becomes readable when the process ends, or a negated errno. */
    static int open(long pid) {
        return Libc.call(Libc.Function.SYSCALL, PIDFD_OPEN, pid, 0);
    }

    /** Answers 0 or a negated errno. */
    static int send(int pidfd, int signal) {
        return Libc.call(Libc.Function.SYSCALL, PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0);
    }

    /**
     * Takes the end of a child that has ended, so that no zombie stays; harmless where there is none.
     *
     * @return the status it ended with by itself; none where a signal ended it
     */
    static OptionalInt reap(long child) {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(128, 8);
            var result = Libc.call(Libc.Function.WAITID, BY_PID, child, info.address(), EXITED_NO_HANG, 0, 0);
            if (result != -Libc.ECHILD) {
                Libc.must("reaping process " + child, result);
            }
            return result == 0 && info.get(JAVA_INT, CODE) == ENDED_BY_ITSELF
                    ? OptionalInt.of(info.get(JAVA_INT, STATUS))
                    : OptionalInt.empty();
        }
    }

    /** Takes the end of a child where it has ended; answers whether there is none of that number any more. */
    static boolean isReaped(long child) {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(128, 8);
            var result = Libc.call(Libc.Function.WAITID, BY_PID, child, info.address(), EXITED_NO_HANG, 0, 0);
            return result == -Libc.ECHILD || (result == 0 && info.get(JAVA_INT, CHILD) != 0);
        }
    }

    /** Ends a child of this JVM that nobody has reaped, by its number, which is its own until then; needs no descriptor. */
    static void killChild(long child) {
        if (child <= 1) {
            // To the kernel such numbers mean everybody.
            throw new IllegalArgumentException("no child has the number " + child);
        }
        Libc.must("killing process " + child, Libc.call(Libc.Function.KILL, child, Signals.KILL));
    }

    /** Waits for the end of a child that has ended or is about to, and takes it. */
    static void awaitChild(long child) {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(128, 8);
            var result = -Libc.EINTR;
            while (result == -Libc.EINTR) {
                result = Libc.call(Libc.Function.WAITID, BY_PID, child, info.address(), EXITED, 0, 0);
            }
            if (result != -Libc.ECHILD) {
                Libc.must("reaping process " + child, result);
            }
        }
    }

    /** Signals exactly this process: its identity is checked when its number can no longer change hands. */
    static Delivery signal(ProcessIdentity process, int signal) {
        var pidfd = open(process.pid());
        if (pidfd < 0) {
            return pidfd == -Libc.ESRCH ? Delivery.GONE : Libc.shortage(-pidfd) ? Delivery.NOT_NOW : Delivery.REFUSED;
        }
        try {
            if (!process.alive()) {
                return Delivery.GONE;
            }
            var result = send(pidfd, signal);
            return result == 0 ? Delivery.SENT : result == -Libc.ESRCH ? Delivery.GONE : Delivery.REFUSED;
        } finally {
            Descriptors.close(pidfd);
        }
    }

    /** What became of a signal. */
    enum Delivery {
        SENT,
        GONE,
        /** The kernel has no descriptor to spare at the moment. */
        NOT_NOW,
        /** The kernel forbids it. */
        REFUSED
    }
}
