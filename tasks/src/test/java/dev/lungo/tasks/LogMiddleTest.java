package dev.lungo.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that may be gone are never taken for output, whatever goes wrong. */
class LogMiddleTest {
    private static final long MIB = 1 << 20;
    private static final int MAKE_FILE_IN_MEMORY = System.getProperty("os.arch").equals("amd64") ? 319 : 279;
    private static final int SEALABLE = 2;
    private static final int ADD_SEALS = 1033;
    private static final int AGAINST_WRITING = 8;

    @TempDir
    Path path;

    @Test
    void what_failed_for_another_reason_than_the_file_system_stays_written_down_as_freed() throws Exception {
        var folder = new TaskFolder(path.resolve("b7"));
        folder.create("true", new Owner("", "", Lifetime.SESSION));
        Files.delete(folder.log());
        var sealed = sealed(9 * MIB);
        try {
            Files.createSymbolicLink(folder.log(), Path.of("/proc/self/fd/" + sealed));

            assertThat(new LogMiddle(folder).free(KeepRule.within(8 * MIB))).isEqualTo(LogMiddle.Outcome.LATER);

            assertThat(new FreedFile(folder.freed()).read()).isEqualTo(new Output.Freed(MIB, 7 * MIB));
        } finally {
            Descriptors.close(sealed);
        }
    }

    /** A file whose middle the kernel refuses to free, to root as well. */
    private static int sealed(long size) throws Exception {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom("log", UTF_8);
            var file = Libc.must(
                    "making a file in memory",
                    Libc.call(Libc.Function.SYSCALL, MAKE_FILE_IN_MEMORY, name.address(), SEALABLE));
            Files.write(Path.of("/proc/self/fd/" + file), new byte[(int) size]);
            Libc.must("sealing it", Libc.call(Libc.Function.FCNTL, file, ADD_SEALS, AGAINST_WRITING));
            return file;
        }
    }
}
