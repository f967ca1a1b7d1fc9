package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.lungo.tasks.Libc.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** This JVM's own variables, where the C library and {@code /proc} have them. */
final class OwnEnvironment {
    private static final int DUMPABLE = 4; // PR_SET_DUMPABLE

    private OwnEnvironment() {}

    /** Each variable, byte for byte: System.getenv() decodes by the locale and spoils what does not fit. */
    static Map<String, byte[]> values() {
        var values = new LinkedHashMap<String, byte[]>();
        for (var entry : entries()) {
            values.put(
                    entry.name,
                    entry.value().getString(0, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        }
        return values;
    }

    /**
     * Keeps variables from everybody but this JVM, whose {@link System#getenv()} knows them still: their values are wiped
     * where {@code /proc/PID/environ} shows them, no process that the engine starts has them, and no other process of
     * this user may look into this one's environment, memory or descriptors. No debugger gets hold of it from then on but
     * root's, and there is no core dump. It does not keep a JVM from letting others attach: the launcher's options do.
     */
    static void hide(Set<String> names) {
        var _ = System.getenv();
        Libc.must("hiding this process from others", Libc.call(Function.PRCTL, DUMPABLE, 0));
        try (var arena = Arena.ofConfined()) {
            for (var entry : entries()) {
                if (names.contains(entry.name)) {
                    entry.wipe();
                }
            }
            for (var name : names) {
                Libc.call(Function.UNSETENV, arena.allocateFrom(name).address());
            }
        }
    }

    /** A variable; its text is the C library's. */
    private record Entry(String name, MemorySegment text, long equals) {
        MemorySegment value() {
            return text.asSlice(equals + 1);
        }

        void wipe() {
            var value = value();
            value.asSlice(0, value.getString(0, StandardCharsets.ISO_8859_1).length())
                    .fill((byte) 0);
        }
    }

    private static List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        var variables = Linker.nativeLinker()
                .defaultLookup()
                .find("environ")
                .orElseThrow(() -> new TaskException("this machine's C library has no environ"))
                .reinterpret(ADDRESS.byteSize())
                .get(ADDRESS, 0)
                .reinterpret(Long.MAX_VALUE);
        for (var i = 0; variables.getAtIndex(ADDRESS, i).address() != 0; i++) {
            var text = variables.getAtIndex(ADDRESS, i).reinterpret(Long.MAX_VALUE);
            var equals = text.getString(0, StandardCharsets.ISO_8859_1).indexOf('=');
            if (equals > 0) {
                entries.add(new Entry(name(text, equals), text, equals));
            }
        }
        return entries;
    }

    private static String name(MemorySegment text, int length) {
        return StandardCharsets.UTF_8
                .decode(text.asSlice(0, length).asByteBuffer())
                .toString();
    }
}
