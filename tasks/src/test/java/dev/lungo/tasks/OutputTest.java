package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    @TempDir
    Path folder;

    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = new Ends().open(folder);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void both_streams_arrive_in_the_order_of_writing() throws Exception {
        assertThat(text(ended("for i in 1 2 3; do echo out $i; echo err $i >&2; done")))
                .isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
    }

    @Test
    void reopening_stdout_or_stderr_erases_nothing() throws Exception {
        assertThat(text(ended("echo a; echo b >/dev/stderr; echo c | tee /dev/stderr; echo d >/dev/stdout; echo e")))
                .isEqualTo("a\nb\nc\nc\nd\ne\n");
    }

    @Test
    void bytes_arrive_as_they_were_written() throws Exception {
        var task = ended("printf 'caf\\303'; printf '\\251 \\377\\000\\r'");

        assertThat(task.output().read(0, 100).bytes())
                .isEqualTo(new byte[] {'c', 'a', 'f', (byte) 0xC3, (byte) 0xA9, ' ', (byte) 0xFF, 0, '\r'});
    }

    @Test
    void a_read_begins_and_ends_where_it_was_told() throws Exception {
        var output = ended("printf 0123456789").output();

        var piece = output.read(3, 4);

        assertThat(piece.bytes()).isEqualTo("3456".getBytes(StandardCharsets.UTF_8));
        assertThat(piece.next()).isEqualTo(7);
        assertThat(output.read(8, 100).bytes()).isEqualTo("89".getBytes(StandardCharsets.UTF_8));
        assertThat(output.read(50, 100).bytes()).isEmpty();
        assertThat(output.tail(2).offset()).isEqualTo(8);
    }

    @Test
    void output_is_there_while_the_task_runs() throws Exception {
        var task = tasks.start(Command.shell("echo early; exec sleep 1000"));

        Patience.until("the output is there", () -> text(task).equals("early\n"));
        assertThat(task.state()).isEqualTo(new TaskState.Running());
    }

    @Test
    void a_gigabyte_is_all_there_when_the_end_is_told() throws Exception {
        var before = used();

        var output = ended("head -c 1000000000 /dev/zero; printf end").output();

        assertThat(output.size()).isEqualTo(1_000_000_003);
        assertThat(output.tail(4).bytes()).isEqualTo(new byte[] {0, 'e', 'n', 'd'});
        assertThat(used() - before).isLessThan(64 << 20);
        Files.delete(output.path());
    }

    @Test
    void all_output_of_a_task_is_there_at_its_end_though_a_leftover_holds_the_pipe() throws Exception {
        var task = ended("sleep 1000 & head -c 3000000 /dev/zero; printf end");

        assertThat(task.output().size()).isEqualTo(3_000_003);
        assertThat(task.leftovers()).extracting(Leftover::command).containsExactly("sleep 1000");
    }

    private Task ended(String line) throws InterruptedException {
        var task = tasks.start(Command.shell(line));
        assertThat(task.await(Patience.LONG.multipliedBy(5))).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    private static String text(Task task) {
        return new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
