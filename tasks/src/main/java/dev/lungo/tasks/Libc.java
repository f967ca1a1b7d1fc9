package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Calls into the C library. Loaded at the first start of a task, not before: its first use costs tens of milliseconds.
 *
 * <p>All functions share one shape, six 64-bit integers to one: on the ABIs of Linux that the engine runs on, integer and
 * pointer arguments travel in full registers and surplus ones are not looked at, so a single linked handle serves all.
 */
final class Libc {
    /** The functions that the engine uses. */
    enum Function {
        CLOSE("close"),
        EPOLL_CREATE("epoll_create1"),
        EPOLL_CTL("epoll_ctl"),
        EPOLL_WAIT("epoll_wait"),
        EVENTFD("eventfd"),
        FALLOCATE("fallocate"),
        FCNTL("fcntl"),
        FLOCK("flock"),
        GETEUID("geteuid"),
        INOTIFY_ADD("inotify_add_watch"),
        INOTIFY_INIT("inotify_init1"),
        INOTIFY_REMOVE("inotify_rm_watch"),
        IOCTL("ioctl"),
        KILL("kill"),
        LSEEK("lseek"),
        MEMFD("memfd_create"),
        OPEN("open"),
        PIPE("pipe2"),
        POLL("poll"),
        PRCTL("prctl"),
        READ("read"),
        SPAWN("posix_spawn"),
        SPAWN_ADDCHDIR("posix_spawn_file_actions_addchdir_np"),
        SPAWN_ADDCLOSEFROM("posix_spawn_file_actions_addclosefrom_np"),
        SPAWN_ADDDUP2("posix_spawn_file_actions_adddup2"),
        SPAWN_ADDOPEN("posix_spawn_file_actions_addopen"),
        SPAWN_ATTR_INIT("posix_spawnattr_init"),
        SPAWN_ATTR_DESTROY("posix_spawnattr_destroy"),
        SPAWN_FILES_INIT("posix_spawn_file_actions_init"),
        SPAWN_FILES_DESTROY("posix_spawn_file_actions_destroy"),
        SPAWN_SETFLAGS("posix_spawnattr_setflags"),
        SPAWN_SETSIGDEFAULT("posix_spawnattr_setsigdefault"),
        SPAWN_SETSIGMASK("posix_spawnattr_setsigmask"),
        SYSCALL("syscall"),
        UNSETENV("unsetenv"),
        WAITID("waitid"),
        WRITE("write");

        private final String symbol;

        /** 0 where the library has none. */
        private final long address;

        Function(String symbol) {
            this.symbol = symbol;
            address = LINKER.defaultLookup()
                    .find(symbol)
                    .map(MemorySegment::address)
                    .orElse(0L);
        }
    }

    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int EPERM = 1;
    static final int ESRCH = 3;

    /** A name that is not in the file system's own bytes is not found. */
    static final Charset FILE_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private Libc() {}

    /**
     * Looks whether all is there.
     *
     * @throws TaskException with what is missing and what to do
     */
    static void check() {
        for (var function : Function.values()) {
            if (function.address == 0) {
                throw new TaskException("this machine's C library has no " + function.symbol
                        + ", which tasks need: glibc 2.34 or newer is required");
            }
        }
    }

    static int call(Function function) {
        return call(function, 0);
    }

    static int call(Function function, long a) {
        return call(function, a, 0);
    }

    static int call(Function function, long a, long b) {
        return call(function, a, b, 0);
    }

    static int call(Function function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /** Calls a function that answers an {@code int}; where that is -1, answers the negated {@code errno} instead. */
    static int call(Function function, long a, long b, long c, long d, long e, long f) {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(JAVA_INT);
            var result =
                    (int) (long) CALL.invokeExact(MemorySegment.ofAddress(function.address), errno, a, b, c, d, e, f);
            return result == -1 ? -errno.get(JAVA_INT, 0) : result;
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing", impossible);
        }
    }

    /** As {@link #call}, for a function that must not fail; {@code what} begins the message if it does. */
    static int must(String what, int result) {
        if (result < 0) {
            throw new TaskException(what + " failed: errno " + -result + meaning(-result));
        }
        return result;
    }

    /** A path as a C string, in the encoding that this JVM uses for file names. */
    static MemorySegment path(Arena arena, Path path) {
        return arena.allocateFrom(path.toString(), FILE_NAMES);
    }

    /** Whether it says that descriptors or memory ran out, and nothing about what was asked for. */
    static boolean shortage(int errno) {
        return errno == 12 || errno == 23 || errno == 24;
    }

    /** The errors that people meet, in words. */
    static String meaning(int errno) {
        return switch (errno) {
            case 2 -> " (no such file)";
            case 7 -> " (argument list too long)";
            case EAGAIN -> " (no process can be made: a limit on processes is reached)";
            case 12 -> " (out of memory)";
            case 13 -> " (permission denied)";
            case 23, 24 -> " (too many open files)";
            case 28 -> " (no space left on device)";
            default -> "";
        };
    }
}
