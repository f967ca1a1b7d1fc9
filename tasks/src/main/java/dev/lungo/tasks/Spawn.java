package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lungo.tasks.Libc.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process to be made, in a session of its own, with default signals, an empty mask and exactly the descriptors named.
 *
 * @param program an absolute path
 * @param arguments as bytes, which is what the kernel knows; the first is the name it goes by
 * @param environment each {@code NAME=value}, as bytes
 * @param descriptors the child's 0, 1, 2 and so on, as descriptors of this process, or {@link #NULL}
 */
record Spawn(Path program, List<byte[]> arguments, List<byte[]> environment, Path cwd, List<Integer> descriptors) {
    /** Stands for {@code /dev/null}. */
    static final int NULL = -1;

    /** More than any C library's {@code posix_spawnattr_t}, {@code posix_spawn_file_actions_t} or {@code sigset_t}. */
    private static final int OPAQUE = 512;

    private static final int FLAGS = 0x80 | 0x04 | 0x08; // SETSID, SETSIGDEF, SETSIGMASK

    /** Starts it and answers its process id. */
    long start() {
        var copies = new ArrayList<Integer>();
        try {
            return start(outOfTheWay(copies));
        } finally {
            copies.forEach(Descriptors::close);
        }
    }

    /** The sources, none of them among the targets: there it could be overwritten before its turn. */
    private List<Integer> outOfTheWay(List<Integer> copies) {
        var sources = new ArrayList<Integer>();
        for (var source : descriptors) {
            if (source == NULL || source >= descriptors.size()) {
                sources.add(source);
            } else {
                copies.add(Descriptors.copy(source, descriptors.size()));
                sources.add(copies.getLast());
            }
        }
        return sources;
    }

    private long start(List<Integer> sources) {
        try (var arena = Arena.ofConfined()) {
            var attributes = attributes(arena);
            var files = fileActions(arena, sources);
            var pid = arena.allocate(JAVA_INT);
            // Unlike most, posix_spawn answers the error itself and leaves errno alone.
            var error = Libc.call(
                    Function.SPAWN,
                    pid.address(),
                    Libc.path(arena, program).address(),
                    files.address(),
                    attributes.address(),
                    strings(arena, arguments).address(),
                    strings(arena, environment).address());
            Libc.call(Function.SPAWN_FILES_DESTROY, files.address());
            Libc.call(Function.SPAWN_ATTR_DESTROY, attributes.address());
            if (error != 0) {
                throw new TaskException(
                        "cannot start " + program + " in " + cwd + ": errno " + error + Libc.meaning(error));
            }
            return pid.get(JAVA_INT, 0);
        }
    }

    private static MemorySegment attributes(Arena arena) {
        var attributes = arena.allocate(OPAQUE, 16);
        var signals = arena.allocate(OPAQUE, 16);
        Libc.call(Function.SPAWN_ATTR_INIT, attributes.address());
        Libc.call(Function.SPAWN_SETFLAGS, attributes.address(), FLAGS);
        // Not by sigfillset: it leaves out the two that glibc keeps for itself, and a child would have them ignored.
        signals.fill((byte) 0xFF);
        Libc.call(Function.SPAWN_SETSIGDEFAULT, attributes.address(), signals.address());
        signals.fill((byte) 0);
        Libc.call(Function.SPAWN_SETSIGMASK, attributes.address(), signals.address());
        return attributes;
    }

    private MemorySegment fileActions(Arena arena, List<Integer> sources) {
        var files = arena.allocate(OPAQUE, 16);
        Libc.call(Function.SPAWN_FILES_INIT, files.address());
        var devNull = arena.allocateFrom("/dev/null");
        for (var target = 0; target < sources.size(); target++) {
            var source = sources.get(target);
            if (source == NULL) {
                Libc.call(
                        Function.SPAWN_ADDOPEN,
                        files.address(),
                        target,
                        devNull.address(),
                        Descriptors.READ_WRITE,
                        0,
                        0);
            } else {
                Libc.call(Function.SPAWN_ADDDUP2, files.address(), source, target);
            }
        }
        Libc.call(Function.SPAWN_ADDCLOSEFROM, files.address(), sources.size());
        Libc.call(
                Function.SPAWN_ADDCHDIR, files.address(), Libc.path(arena, cwd).address());
        return files;
    }

    /** A null-terminated array of C strings. */
    private static MemorySegment strings(Arena arena, List<byte[]> values) {
        var array = arena.allocate(ADDRESS, values.size() + 1L);
        for (var i = 0; i < values.size(); i++) {
            var bytes = values.get(i);
            var string = arena.allocate(bytes.length + 1L);
            MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
            array.setAtIndex(ADDRESS, i, string);
        }
        return array;
    }
}
