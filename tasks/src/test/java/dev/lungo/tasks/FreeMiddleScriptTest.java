package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void what_the_shell_may_have_freed_in_part_stays_written_down() throws Exception {
        var log = log("task");
        grow(log, 9 * MIB);

        shell("fallocate() { echo 'fallocate: fallocate failed: Input/output error' >&2; return 1; }\n", log, 9 * MIB);

        assertThat(new FreedFile(log.freed()).read()).isEqualTo(new Output.Freed(MIB, 7 * MIB));
    }

    @Test
    void what_the_shell_cannot_have_freed_is_taken_back() throws Exception {
        var log = log("task");
        grow(log, 9 * MIB);
        for (var answer : List.of(
                "echo 'fallocate: fallocate failed: keep size mode is unsupported' >&2; return 1;",
                "echo 'fallocate: fallocate failed: Function not implemented' >&2; return 1;",
                "echo 'fallocate: fallocate failed: Operation not supported' >&2; return 1;",
                "no-such-program;")) {
            shell("fallocate() { " + answer + " }\n", log, 9 * MIB);

            assertThat(new FreedFile(log.freed()).read()).as(answer).isEqualTo(Output.Freed.NOTHING);
        }
    }

    /** The words of the program itself, where namespaces can be had; the test before this one has them by heart. */
    @Test
    void on_a_file_system_without_holes_the_shell_takes_back_what_it_wrote() throws Exception {
        if (OwnMounts.missing("what the shell does without holes").isPresent()) {
            return;
        }

        assertThat(OwnMounts.output("mount -t ramfs ramfs " + folder, NoHoles.class, folder))
                .isEqualTo("freed Freed[from=0, to=0]\n");
    }

    /** A log grew too big where it cannot be helped. */
    static final class NoHoles {
        private NoHoles() {}

        public static void main(String[] args) throws Exception {
            var log = log(Path.of(args[0]), "task");
            Files.write(log.log(), new byte[(int) (9 * MIB)]);
            System.out.print(said("", log, 9 * MIB, 8 * MIB));
            System.out.println("freed " + new FreedFile(log.freed()).read());
        }
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
        return log(folder, name);
    }

    private static TaskFolder log(Path folder, String name) throws Exception {
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
        shell("", log, size, allowance);
    }

    private static void shell(String before, TaskFolder log, long size) throws Exception {
        shell(before, log, size, 8 * MIB);
    }

    private static void shell(String before, TaskFolder log, long size, long allowance) throws Exception {
        assertThat(said(before, log, size, allowance)).isEmpty();
    }

    /** What the shell printed, and how it ended if that was not well; nothing is right. */
    private static String said(String before, TaskFolder log, long size, long allowance) throws Exception {
        var shell = new ProcessBuilder(
                        "sh",
                        "-uc",
                        before + Warden.script("free-middle.sh") + "free_middle \"$@\"",
                        "sh",
                        log.path().toString(),
                        Long.toString(size),
                        Long.toString(allowance))
                .redirectErrorStream(true)
                .start();
        var output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() == 0 ? output : output + "status " + shell.waitFor();
    }
}
