package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One process for good: process numbers are used again, but not with the same start time in the same boot.
 *
 * @param start in clock ticks since the boot, as the kernel keeps it
 */
record ProcessIdentity(long pid, long start) {
    static final ProcessIdentity SELF = of(ProcessHandle.current().pid());

    /** The process that has this number now; start time -1 if there is none. */
    static ProcessIdentity of(long pid) {
        var stat = stat(pid);
        return new ProcessIdentity(pid, stat == null ? -1 : stat.start());
    }

    /** Whether it runs; a zombie does not. */
    boolean alive() {
        var stat = stat(pid);
        return stat != null && stat.start() == start && !stat.ended();
    }

    static @Nullable ProcessStat stat(long pid) {
        try {
            var line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            return ProcessStat.parse(new String(line, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            // The kernel answers ENOENT, or ESRCH in the middle of reading: both say that there is no such process.
            return null;
        }
    }
}
