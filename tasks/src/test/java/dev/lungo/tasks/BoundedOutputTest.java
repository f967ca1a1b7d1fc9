package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task may write as much as it likes; the disk keeps the head and the tail of it, each byte at its own offset. */
class BoundedOutputTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = open(8 * MIB);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private Tasks open(long perTask) {
        return Tasks.open(
                folder.resolve("tasks"),
                "s1",
                (task, end) -> {},
                TaskSettings.DEFAULT
                        .withPatience(Patience.QUICK)
                        .withOutput(OutputLimits.DEFAULT.withPerTask(perTask)));
    }

    @Test
    void a_short_output_is_kept_whole() throws Exception {
        var output = ended("head -c 4000000 /dev/zero").output();

        assertThat(output.freed()).isEqualTo(Output.Freed.NOTHING);
        assertThat(used(output)).isGreaterThanOrEqualTo(4_000_000);
    }

    @Test
    void of_a_long_output_the_head_and_the_tail_are_kept_and_offsets_stay_true() throws Exception {
        var output = settled(ended(numbered(32 * MIB)));

        var freed = output.freed();
        assertThat(output.size()).isEqualTo(32 * MIB);
        assertThat(freed.from()).isEqualTo(MIB);
        assertTrue(output, 0, freed.from());
        assertTrue(output, freed.to(), output.size());
    }

    @Test
    void a_read_never_answers_bytes_that_are_gone() throws Exception {
        var output = settled(ended(numbered(32 * MIB)));
        var freed = output.freed();

        assertThat(output.read(freed.from() - 8, 100).bytes()).hasSize(8);
        for (var offset : new long[] {freed.from(), freed.from() + 5, freed.to() - 1, freed.to()}) {
            var piece = output.read(offset, 16);
            assertThat(piece.offset()).isEqualTo(freed.to());
            assertThat(ByteBuffer.wrap(piece.bytes()).getLong()).isEqualTo(freed.to());
        }
        assertThat(output.tail((int) (16 * MIB)).offset()).isEqualTo(freed.to());
    }

    /** The whole time a reader reads everything, and finds at each offset what was written there. */
    @Test
    void a_reader_beside_a_flood_sees_true_bytes_only() throws Exception {
        var task = tasks.start(numbered(256 * MIB));
        var output = task.output();
        do {
            var at = 0L;
            for (var piece = output.read(0, 1 << 18); piece.bytes().length > 0; piece = output.read(at, 1 << 18)) {
                assertTrue(piece);
                at = piece.next() & ~7L;
                if (piece.bytes().length < 8) {
                    break;
                }
            }
        } while (task.state() instanceof TaskState.Running);
        assertThat(output.size()).isEqualTo(256 * MIB);
        assertThat(output.freed().isEmpty()).isFalse();
    }

    @Test
    void the_range_is_on_disk_for_other_tools() throws Exception {
        var task = ended(numbered(32 * MIB));
        settled(task);
        var freed = task.output().freed();

        var file = Files.readString(task.folder().resolve("freed"));

        assertThat(file)
                .startsWith("from " + freed.from() + "\nto " + freed.to() + "\n~")
                .hasSize(256);
        assertThat(tasks.onDisk().getFirst().output().freed()).isEqualTo(freed);
    }

    @Test
    void what_a_leftover_writes_after_the_end_is_bounded_too() throws Exception {
        var gate = folder.resolve("gate");
        var task =
                ended("(while ! [ -e " + gate + " ]; do sleep 0.02; done; head -c 30000000 /dev/zero; sleep 1000) &");
        assertThat(task.output().size()).isZero();

        Files.createFile(gate);

        Patience.until(
                "all is written and most is freed",
                () -> task.output().size() == 30_000_000 && used(task.output()) < 8 * MIB);
    }

    @Test
    void a_task_folder_of_an_older_lungo_gets_its_file_when_it_needs_it() throws Exception {
        var task = tasks.start(Command.shell("read line; true"));
        task.await(Patience.LONG);
        Files.delete(task.folder().resolve("freed"));
        assertThat(task.output().freed()).isEqualTo(Output.Freed.NOTHING);
        Files.write(task.output().path(), new byte[(int) (8 * MIB)]);

        var outcome = new LogMiddle(new TaskFolder(task.folder())).free(KeepRule.within(8 * MIB));

        assertThat(outcome).isEqualTo(LogMiddle.Outcome.FREED);
        assertThat(task.output().freed()).isEqualTo(new Output.Freed(MIB, 6 * MIB));
    }

    @Test
    void who_was_killed_between_the_word_and_the_deed_is_made_good_by_the_next() throws Exception {
        var task = ended("head -c 4000000 /dev/zero");
        var folder = new TaskFolder(task.folder());
        new FreedFile(folder.freed()).write(new Output.Freed(MIB, 2 * MIB));
        assertThat(used(task.output())).isGreaterThan(3_900_000);
        Files.write(task.output().path(), new byte[(int) (4 * MIB)], StandardOpenOption.APPEND);

        assertThat(new LogMiddle(folder).free(KeepRule.within(8 * MIB))).isEqualTo(LogMiddle.Outcome.FREED);

        assertThat(used(task.output())).isLessThan(4 * MIB);
    }

    /** Each eight bytes are the offset that they stand at. */
    static Command numbered(long bytes) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return Command.shell(java + " -XX:TieredStopAtLevel=1 -cp "
                + Path.of(System.getProperty("basedir", "."), "target/test-classes") + " '" + Numbered.class.getName()
                + "'"
                + " " + bytes);
    }

    /** Writes numbers. */
    static final class Numbered {
        private Numbered() {}

        public static void main(String[] args) throws Exception {
            var bytes = Long.parseLong(args[0]);
            var block = ByteBuffer.allocate(1 << 16);
            try (var out = new FileOutputStream(FileDescriptor.out)) {
                for (var at = 0L; at < bytes; at += 8) {
                    block.putLong(at);
                    if (!block.hasRemaining()) {
                        out.write(block.array());
                        block.clear();
                    }
                }
            }
        }
    }

    private static void assertTrue(Output output, long from, long to) {
        for (var at = from; at < to; ) {
            var piece = output.read(at, (int) Math.min(1 << 18, to - at));
            assertThat(piece.offset()).isEqualTo(at);
            assertTrue(piece);
            at = piece.next();
        }
    }

    private static void assertTrue(Output.Piece piece) {
        var numbers = ByteBuffer.wrap(piece.bytes());
        for (var at = piece.offset(); numbers.remaining() >= 8; at += 8) {
            if (numbers.getLong() != at) {
                throw new AssertionError(
                        "not the bytes of offset " + at + " in " + piece.offset() + "+" + piece.bytes().length);
            }
        }
    }

    /** The output of an ended task when nothing more will be freed of it. */
    private static Output settled(Task task) throws Exception {
        var output = task.output();
        Patience.until("it is within its limit", () -> used(output) <= 4 * MIB + KeepRule.UNIT);
        return output;
    }

    private Task ended(String line) throws Exception {
        return ended(Command.shell(line));
    }

    private Task ended(Command command) throws Exception {
        var task = tasks.start(command);
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    /** What the disk holds, as the kernel says. */
    static long used(Output output) throws Exception {
        var du = new ProcessBuilder("stat", "-c", "%b", output.path().toString()).start();
        var blocks = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(du.waitFor()).isZero();
        return Long.parseLong(blocks) * 512;
    }
}
