package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lungo.tasks.Libc.Function;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A set of rules of the kernel's Landlock: what they do not allow is refused to the thread that takes them on, and to all that
 * it ever starts. Held by a descriptor until closed.
 */
final class Landlock implements AutoCloseable {
    static final long EXECUTE = 1;
    static final long WRITE_FILE = 1 << 1;
    static final long READ_FILE = 1 << 2;
    static final long READ_DIR = 1 << 3;
    static final long REMOVE_DIR = 1 << 4;
    static final long REMOVE_FILE = 1 << 5;
    static final long MAKE_CHAR = 1 << 6;
    static final long MAKE_DIR = 1 << 7;
    static final long MAKE_REG = 1 << 8;
    static final long MAKE_SOCK = 1 << 9;
    static final long MAKE_FIFO = 1 << 10;
    static final long MAKE_BLOCK = 1 << 11;
    static final long MAKE_SYM = 1 << 12;

    /** To move or link from one folder to another; version 2. */
    static final long REFER = 1 << 13;

    /** Version 3. */
    static final long TRUNCATE = 1 << 14;

    /** Version 5. */
    static final long IOCTL_DEV = 1 << 15;

    /** What means something for a file; the kernel refuses the rest. */
    private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

    /** Without this, a file that may not be written could be emptied. */
    static final int NEEDED = 3;

    private static final int TCP = 4;
    private static final int SCOPES = 6;

    /** To bind and to connect. */
    private static final long BOTH_TCP = 3;

    /** Abstract unix sockets, and signals, of others. */
    private static final long BOTH_SCOPES = 3;

    private static final int VERSION = 1;
    private static final int PATH_BENEATH = 1;

    private final int descriptor;
    private final long handled;

    private Landlock(int descriptor, long handled) {
        this.descriptor = descriptor;
        this.handled = handled;
    }

    /** What the kernel offers; a negated errno where it offers nothing. */
    static int version() {
        return Libc.call(Function.SYSCALL, SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, VERSION, 0, 0);
    }

    /** Rules for files, for signals and abstract sockets where the kernel has such, and that no TCP is allowed, if so. */
    static Landlock forFiles(boolean tcp) {
        var version = version();
        return make(files(version), tcp || version < TCP ? 0 : BOTH_TCP, scopes(version));
    }

    /** Rules that do not concern files, for who is to mount some. */
    static Landlock forScopes() {
        return make(0, 0, scopes(version()));
    }

    static boolean hasScopes() {
        return version() >= SCOPES;
    }

    private static long scopes(int version) {
        return version < SCOPES ? 0 : BOTH_SCOPES;
    }

    private static long files(int version) {
        var highest = version >= 5 ? IOCTL_DEV : version >= 3 ? TRUNCATE : version >= 2 ? REFER : MAKE_SYM;
        return (highest << 1) - 1;
    }

    private static Landlock make(long files, long tcp, long scopes) {
        try (var arena = Arena.ofConfined()) {
            var attributes = arena.allocate(JAVA_LONG, 3);
            attributes.setAtIndex(JAVA_LONG, 0, files);
            attributes.setAtIndex(JAVA_LONG, 1, tcp);
            attributes.setAtIndex(JAVA_LONG, 2, scopes);
            var descriptor = Libc.must(
                    "making Landlock rules",
                    Libc.call(
                            Function.SYSCALL,
                            SystemCall.LANDLOCK_CREATE_RULESET,
                            attributes.address(),
                            attributes.byteSize(),
                            0,
                            0,
                            0));
            return new Landlock(Descriptors.raised(descriptor), files);
        }
    }

    /**
     * Allows this to a file, or to a folder and all below it. One that is not there, or hides, is passed over, and so is what
     * is led to by a link that was made meanwhile: then the answer is no.
     */
    boolean allow(Path path, boolean folder, long rights) {
        var target = Descriptors.hold(path);
        if (target < 0) {
            if (Libc.shortage(-target)) {
                Libc.must("opening " + path, target);
            }
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            var rule = arena.allocate(16, 8);
            rule.set(JAVA_LONG, 0, rights & handled & (folder ? -1 : OF_FILES));
            rule.set(JAVA_INT_UNALIGNED, 8, target);
            Libc.must(
                    "allowing " + path,
                    Libc.call(
                            Function.SYSCALL,
                            SystemCall.LANDLOCK_ADD_RULE,
                            descriptor,
                            PATH_BENEATH,
                            rule.address(),
                            0,
                            0));
            return true;
        } finally {
            Descriptors.close(target);
        }
    }

    /** For good, for this thread alone. */
    void restrictThisThread() {
        Libc.must(
                "taking on Landlock rules",
                Libc.call(Function.SYSCALL, SystemCall.LANDLOCK_RESTRICT_SELF, descriptor, 0, 0, 0, 0));
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
