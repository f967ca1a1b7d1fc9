package dev.lungo.doctor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel has for confining commands. */
public final class KernelLooks {
    private static final long CREATE_RULESET = 444;
    private static final int VERSION = 1;
    /** From this version on it tells apart all that the light sandbox needs. */
    private static final long NEEDED = 3;

    private KernelLooks() {}

    /** Which version of Landlock there is. */
    public static Finding landlock() {
        long version = landlockVersion();
        if (version >= NEEDED) {
            return new Finding.Fine("Landlock", "version " + version);
        }
        return new Finding.Missing(
                "Landlock",
                version <= 0 ? "not in this kernel, or switched off" : "only version " + version,
                "there is no light sandbox",
                "use Linux 6.2 or newer, with landlock in its boot parameter lsm=");
    }

    private static long landlockVersion() {
        var syscall = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT);
        try (var _ = Arena.ofConfined()) {
            var linker = Linker.nativeLinker();
            var call = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"), syscall, Linker.Option.firstVariadicArg(1));
            return (long) call.invokeExact(CREATE_RULESET, MemorySegment.NULL, 0L, VERSION);
        } catch (Throwable unavailable) {
            return -1;
        }
    }

    /** Whether system calls can be filtered. */
    public static Finding seccomp() {
        try {
            String actions = Files.readString(Path.of("/proc/sys/kernel/seccomp/actions_avail"));
            if (actions.contains("errno")) {
                return new Finding.Fine("seccomp", "filters system calls");
            }
        } catch (IOException absent) {
            // said below
        }
        return new Finding.Missing(
                "seccomp",
                "not in this kernel",
                "there is no sandbox: nothing keeps commands from sockets",
                "use a kernel with CONFIG_SECCOMP_FILTER");
    }
}
