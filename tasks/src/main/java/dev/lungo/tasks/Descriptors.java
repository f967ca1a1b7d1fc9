package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Operations on raw file descriptors; all that are made here are close-on-exec and not among the first ten. */
final class Descriptors {
    static final int READ = 0;
    static final int READ_WRITE = 2;
    static final int WRITE = 1;
    static final int APPEND = 1 | 0x400;

    private static final int PATH_ONLY = 0x200000;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int MEMORY_CLOSE_ON_EXEC = 1;
    private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;
    private static final int FIRST = 10;

    /** ESTALE. */
    private static final int MOVED = 116;

    private static final int FIONREAD = 0x541B;
    private static final short HUNG_UP = 0x10;
    private static final int LOCK_SHARED_NONBLOCKING = 5;
    private static final int LOCK_EXCLUSIVE_NONBLOCKING = 6;
    private static final int NONBLOCKING = 0x800;
    private static final int SET_FLAGS = 4;

    /** A pipe's two ends. */
    record Pipe(int read, int write) {}

    private Descriptors() {}

    static Pipe pipe() {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(JAVA_INT, 2);
            Libc.must("making a pipe", Libc.call(Libc.Function.PIPE, ends.address(), CLOSE_ON_EXEC));
            return new Pipe(raised(ends.getAtIndex(JAVA_INT, 0)), raised(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    /** The flag that refuses a link at the end of a path. */
    static int noFollow() {
        return System.getProperty("os.arch").equals("amd64") ? 0x20000 : 0x8000;
    }

    /** Opens a file that exists. */
    static int open(Path file, int flags) {
        try (var arena = Arena.ofConfined()) {
            var path = Libc.path(arena, file);
            return raised(
                    Libc.must("opening " + file, Libc.call(Libc.Function.OPEN, path.address(), flags | CLOSE_ON_EXEC)));
        }
    }

    /** Opens a file for reading; answers a negated errno where that fails. */
    static int tryOpen(String file) {
        return tryOpen(file, READ);
    }

    /** Opens a file; answers a negated errno where that fails. */
    static int tryOpen(String file, int flags) {
        try (var arena = Arena.ofConfined()) {
            return Libc.call(Libc.Function.OPEN, Libc.path(arena, Path.of(file)).address(), flags | CLOSE_ON_EXEC);
        }
    }

    /** Opens whatever is there for reading, a pipe without waiting for who writes; answers a negated errno where that fails. */
    static int tryOpenWithoutWaiting(String file) {
        return tryOpen(file, READ | NONBLOCKING);
    }

    /**
     * Takes hold of what is at a path that leads over no link: whatever takes that name or a folder's above it later, this
     * stays. Answers a negated errno where nothing is there, or where something else is found on the way.
     */
    static int hold(Path real) {
        var descriptor = tryOpen(real.toString(), PATH_ONLY | noFollow());
        if (descriptor < 0) {
            return descriptor;
        }
        boolean moved;
        try {
            moved = !place(descriptor).equals(real);
        } catch (TaskException e) {
            close(descriptor);
            throw e;
        }
        if (moved) {
            close(descriptor);
            return -MOVED;
        }
        return raised(descriptor);
    }

    /** Where the kernel says that an open file is now. */
    private static Path place(int descriptor) {
        var link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new TaskException("cannot read " + link + ": " + e, e);
        }
    }

    /** The same open file under a number that is not among the first so many. */
    static int copy(int descriptor, int above) {
        return Libc.must(
                "copying a descriptor",
                Libc.call(Libc.Function.FCNTL, descriptor, DUPLICATE_CLOSE_ON_EXEC, Math.max(above, FIRST)));
    }

    /**
     * Opens the read end of a pipe that another process has open, by its name below {@code /proc}; answers a negated errno
     * where that fails.
     */
    static int tryOpenPipe(String file) {
        // Without that flag the kernel would wait for somebody who writes.
        var descriptor = tryOpenWithoutWaiting(file);
        if (descriptor < 0) {
            return descriptor;
        }
        Libc.must("waiting for a pipe", Libc.call(Libc.Function.FCNTL, descriptor, SET_FLAGS, READ));
        return raised(descriptor);
    }

    /** A file in memory with this content, to be read from its beginning. */
    static int memory(byte[] content) {
        try (var arena = Arena.ofConfined()) {
            var file = raised(Libc.must(
                    "making a file in memory",
                    Libc.call(Libc.Function.MEMFD, arena.allocateFrom("lungo").address(), MEMORY_CLOSE_ON_EXEC)));
            var bytes = arena.allocate(Math.max(1, content.length));
            MemorySegment.copy(content, 0, bytes, JAVA_BYTE, 0, content.length);
            for (var done = 0; done < content.length; ) {
                done += Libc.must(
                        "writing a file in memory",
                        Libc.call(Libc.Function.WRITE, file, bytes.address() + done, content.length - done));
            }
            seek(file, 0);
            return file;
        }
    }

    /** Whoever writes through it next writes there. */
    static void seek(int descriptor, long offset) {
        Libc.must("seeking", Libc.call(Libc.Function.LSEEK, descriptor, offset, 0));
    }

    static void close(int descriptor) {
        // Linux frees the descriptor whatever it answers; trying again could close somebody else's.
        var _ = Libc.call(Libc.Function.CLOSE, descriptor);
    }

    /** What {@code /proc/PID/fd} calls a pipe, in every process that has it open. */
    static String name(Pipe pipe) {
        return place(pipe.read()).toString();
    }

    /** Whether an open file is this pipe, as {@code /proc/PID/fd} calls it. */
    static boolean isPipe(int descriptor, String pipe) {
        return name(new Pipe(descriptor, descriptor)).equals(pipe);
    }

    /** Bytes in a pipe that nobody has read yet. */
    static int unread(int pipe) {
        try (var arena = Arena.ofConfined()) {
            var count = arena.allocate(JAVA_INT);
            Libc.must("asking a pipe for its fill", Libc.call(Libc.Function.IOCTL, pipe, FIONREAD, count.address()));
            return count.get(JAVA_INT, 0);
        }
    }

    /** Whether nobody holds the write end of a pipe any more. */
    static boolean hungUp(int pipe) {
        try (var arena = Arena.ofConfined()) {
            var poll = arena.allocate(8, 4);
            poll.set(JAVA_INT, 0, pipe);
            Libc.must("polling a pipe", Libc.call(Libc.Function.POLL, poll.address(), 1, 0));
            return (poll.get(JAVA_SHORT, 6) & HUNG_UP) != 0;
        }
    }

    /** Takes the advisory lock of an open file if nobody else, in this process or another, has it. */
    static boolean lock(int descriptor) {
        return lock(descriptor, LOCK_EXCLUSIVE_NONBLOCKING);
    }

    /** Takes a share of that lock if nobody has it alone. */
    static boolean share(int descriptor) {
        return lock(descriptor, LOCK_SHARED_NONBLOCKING);
    }

    private static boolean lock(int descriptor, int how) {
        var result = Libc.call(Libc.Function.FLOCK, descriptor, how);
        if (result == -Libc.EAGAIN || result == -Libc.EINTR) {
            return false;
        }
        Libc.must("taking a lock", result);
        return true;
    }

    /** A spawn arranges descriptors from 0 up; a source among them could be overwritten before it is used. */
    static int raised(int descriptor) {
        if (descriptor >= FIRST) {
            return descriptor;
        }
        var raised = Libc.call(Libc.Function.FCNTL, descriptor, DUPLICATE_CLOSE_ON_EXEC, FIRST);
        close(descriptor);
        return Libc.must("moving a descriptor", raised);
    }
}
