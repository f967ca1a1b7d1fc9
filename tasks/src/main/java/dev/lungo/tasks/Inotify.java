package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells once of each folder asked about that a file in it was written to. Safe for any thread until it is closed. */
final class Inotify implements AutoCloseable {
    /** Stands for every folder asked about: the kernel had more to say than it could keep. */
    static final int ALL = -1;

    private static final int CLOSE_ON_EXEC_NON_BLOCKING = 0x80000 | 0x800;
    private static final long MODIFIED_ONCE_FOLDERS_ONLY = 0x2L | 0x80000000L | 0x01000000L;
    private static final int BUFFER = 64 * 1024;
    private static final int HEADER = 16;
    private static final int NAME_LENGTH = 12;

    private final int descriptor;

    private Inotify(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes one.
     *
     * @throws TaskException where this user has as many as one may have
     */
    static Inotify open() {
        return new Inotify(
                Libc.must("watching logs grow", Libc.call(Libc.Function.INOTIFY_INIT, CLOSE_ON_EXEC_NON_BLOCKING)));
    }

    /** Becomes readable when there is something to {@link #read}. */
    int descriptor() {
        return descriptor;
    }

    /** Asks to be told of the next write in a folder; answers a number for it, or a negated errno. */
    int ask(Path folder) {
        try (var arena = Arena.ofConfined()) {
            return Libc.call(
                    Libc.Function.INOTIFY_ADD,
                    descriptor,
                    Libc.path(arena, folder).address(),
                    MODIFIED_ONCE_FOLDERS_ONLY);
        }
    }

    /** Takes the question back; harmless where it was answered. */
    void forget(int number) {
        var _ = Libc.call(Libc.Function.INOTIFY_REMOVE, descriptor, number);
    }

    /** The numbers of the folders that there is news of, or {@link #ALL}; each may come twice. */
    List<Integer> read() {
        var numbers = new ArrayList<Integer>();
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(BUFFER, 8);
            while (true) {
                var length = Libc.call(Libc.Function.READ, descriptor, buffer.address(), BUFFER);
                if (length == -Libc.EAGAIN || length == 0) {
                    return numbers;
                }
                if (length != -Libc.EINTR) {
                    Libc.must("reading news of logs", length);
                }
                for (var at = 0; at < length; at += HEADER + buffer.get(JAVA_INT, at + NAME_LENGTH)) {
                    numbers.add(buffer.get(JAVA_INT, at));
                }
            }
        }
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
