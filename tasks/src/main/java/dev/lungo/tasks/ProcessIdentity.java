package dev.lungo.tasks;

import org.jspecify.annotations.Nullable;

/**
 * One process for good: process numbers are used again, but not with the same start time in the same boot.
 *
 * @param start in clock ticks since the boot, as the kernel keeps it
 */
record ProcessIdentity(long pid, long start) {
    /** Enough for all fields of a stat line. */
    static final int STAT = 1024;

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
        return stat(pid, new byte[STAT]);
    }

    /** The buffer is for whoever asks for many. */
    static @Nullable ProcessStat stat(long pid, byte[] buffer) {
        return ProcFile.read("/proc/" + pid + "/stat", in -> {
            var length = in.read(buffer);
            return length <= 0 ? null : ProcessStat.parse(buffer, length);
        });
    }
}
