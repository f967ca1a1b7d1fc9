package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While no engine lives, a shell keeps the logs within their allowance, and leaves behind what the engine would. */
class FreeMiddleScriptTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void the_shell_frees_what_the_engine_would() throws Exception {
        for (var allowance : new long[] {MIB, 8 * MIB, 8 * MIB + 77_777, 256 * MIB}) {
            var byShell = log("shell-" + allowance);
            var byEngine = log("engine-" + allowance);
            for (var part = 1; part <= 12; part++) {
                var size = allowance * part / 5 + part;
                grow(byShell, size);
                grow(byEngine, size);
                shell(byShell, size, allowance);
                new LogMiddle(byEngine).free(KeepRule.within(allowance));

                assertThat(Files.readString(byShell.freed()))
                        .as("%d of %d", size, allowance)
                        .isEqualTo(Files.readString(byEngine.freed()));
            }
            assertThat(new FreedFile(byShell.freed()).read().isEmpty()).isFalse();
        }
    }

    @Test
    void the_shell_gives_the_blocks_back_and_keeps_a_range_that_was_wider() throws Exception {
        var log = log("task");
        Files.write(log.log(), new byte[(int) (9 * MIB)]);
        new FreedFile(log.freed()).write(new Output.Freed(256 << 10, 3 * MIB));

        shell(log, 9 * MIB, 8 * MIB);

        assertThat(new FreedFile(log.freed()).read()).isEqualTo(new Output.Freed(256 << 10, 7 * MIB));
        assertThat(BoundedOutputTest.used(new LogFile(log))).isLessThan(3 * MIB);
    }

    @Test
    void the_shell_leaves_a_log_alone_that_somebody_else_is_freeing() throws Exception {
        var log = log("task");
        grow(log, 9 * MIB);
        var lock = Descriptors.open(log.freed(), Descriptors.READ);
        try {
            assertThat(Descriptors.lock(lock)).isTrue();
            shell(log, 9 * MIB, 8 * MIB);
        } finally {
            Descriptors.close(lock);
        }

        assertThat(new FreedFile(log.freed()).read()).isEqualTo(Output.Freed.NOTHING);
    }

    @Test
    void when_the_engine_is_killed_a_flood_stays_within_its_allowance() throws Exception {
        var gate = folder.resolve("gate");
        var engine = OtherEngine.start(
                folder.resolve("tasks"),
                "s1",
                Duration.ofHours(1),
                "output=" + 8 * MIB,
                "while ! [ -e " + gate
                        + " ]; do sleep 0.02; done; head -c 100000000 /dev/zero; echo end; exec sleep 1000");
        engine.kill();
        try (var next = Tasks.open(folder.resolve("tasks"), "s1", (task, end) -> {})) {
            var output = next.onDisk().getFirst().output();
            Files.createFile(gate);

            Patience.until("all is written", () -> output.size() == 100_000_004);
            Patience.until("it is within its allowance", () -> BoundedOutputTest.used(output) <= 8 * MIB);

            assertThat(output.freed().from()).isEqualTo(MIB);
            assertThat(new String(output.tail(4).bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("end\n");
            next.adopt();
        }
    }

    private TaskFolder log(String name) throws Exception {
        var log = new TaskFolder(Files.createDirectory(folder.resolve(name)));
        PrivateFiles.write(log.freed(), WaiterRecord.blank());
        PrivateFiles.write(log.log(), new byte[0]);
        return log;
    }

    private static void grow(TaskFolder log, long size) throws Exception {
        try (var file = new RandomAccessFile(log.log().toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private static void shell(TaskFolder log, long size, long allowance) throws Exception {
        var shell = new ProcessBuilder(
                        "sh",
                        "-uc",
                        Warden.script("free-middle.sh") + "free_middle \"$@\"",
                        "sh",
                        log.path().toString(),
                        Long.toString(size),
                        Long.toString(allowance))
                .redirectErrorStream(true)
                .start();
        assertThat(shell.getInputStream().readAllBytes()).asString().isEmpty();
        assertThat(shell.waitFor()).isZero();
    }
}
