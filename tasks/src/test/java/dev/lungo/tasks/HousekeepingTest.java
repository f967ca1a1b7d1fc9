package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does now and then neither ends at a failure nor holds anybody up. */
class HousekeepingTest {
    private static final long MIB = 1 << 20;
    private static final TaskSettings SMALL = TaskSettings.DEFAULT.withOutput(
            OutputLimits.DEFAULT.withPerTask(MIB).withPerProject(MIB).withRetention(Duration.ZERO, 0));

    @TempDir
    Path path;

    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = Tasks.open(path);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private Task ended() throws Exception {
        var task = tasks.start(Command.shell("true"));
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    @Test
    void after_a_failure_of_any_kind_the_next_job_is_done() throws Exception {
        var task = ended();
        Files.write(task.output().path(), new byte[(int) (4 * MIB)]);
        var engine = new Engine(
                SMALL.withClock(() -> {
                    throw new ArithmeticException("long overflow");
                }),
                (_, _) -> {});
        try (var housekeeping = new Housekeeping(engine)) {
            housekeeping.nowAndThen(new ProjectFolder(path));

            Patience.until("logs are shared out", () -> !task.output().freed().isEmpty());
        }
    }

    @Test
    void the_end_of_an_engine_does_not_wait_for_a_disk_that_hangs() throws Exception {
        tasks.acknowledge(List.of(ended().id()));
        var hanging = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        DurableSteps slow = (step, moment) -> {
            switch (moment) {
                case BEFORE -> {
                    hanging.countDown();
                    Threads.await(goesOn);
                }
                case AFTER -> done.countDown();
            }
        };
        var housekeeping = new Housekeeping(new Engine(SMALL.withSteps(slow), (_, _) -> {}));
        housekeeping.nowAndThen(new ProjectFolder(path));
        hanging.await();

        var closing = Thread.ofVirtual().start(housekeeping::close);

        assertThat(closing.join(Patience.LONG)).isTrue();
        goesOn.countDown();
        done.await();
        assertThat(tasks.onDisk()).isEmpty();
    }
}
