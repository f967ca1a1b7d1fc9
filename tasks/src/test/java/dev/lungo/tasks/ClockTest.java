package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set while tasks run changes no deadline and no duration. */
class ClockTest {
    @TempDir
    Path folder;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));
    private final InstantSource clock = time::get;

    @Test
    void a_clock_that_jumps_ahead_ends_no_task() throws Exception {
        try (var tasks = open()) {
            var task = tasks.start(Command.shell("exec sleep 1000").withDeadline(Duration.ofHours(1)));
            time.set(time.get().plus(Duration.ofDays(2)));
            tasks.leave();
            try (var next = open()) {
                var adopted = next.adopt().getFirst();

                assertThat(adopted.await(Duration.ofMillis(300))).isEqualTo(new TaskState.Running());
                assertThat(adopted.id()).isEqualTo(task.id());
            }
        }
    }

    @Test
    void a_deadline_that_passed_holds_though_the_clock_was_set_back() throws Exception {
        try (var tasks = open()) {
            tasks.start(Command.shell("exec sleep 1000").withDeadline(Duration.ofSeconds(2)));
            time.set(time.get().minus(Duration.ofDays(2)));
            tasks.leave();
            try (var next = open()) {
                var ended = (TaskState.Ended) next.adopt().getFirst().await(Patience.LONG);

                assertThat(ended.cause()).isEqualTo(new Cause.DeadlinePassed(Duration.ofSeconds(2)));
            }
        }
    }

    @Test
    void how_long_a_task_ran_is_told_rightly_though_the_clock_was_set() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            var task = tasks.start(Command.shell("exit 0"));
            task.await(Patience.LONG);
            var record = task.folder().resolve("record");
            var aDayLater = Files.getLastModifiedTime(record).toInstant().plus(Duration.ofDays(1));

            Files.setLastModifiedTime(record, FileTime.from(aDayLater));

            var ended = (TaskState.Ended) tasks.onDisk().getFirst().state();
            assertThat(ended.at()).isEqualTo(aDayLater);
            assertThat(ended.ran()).isLessThan(Patience.LONG);
        }
    }

    private Tasks open() {
        var settings = TaskSettings.DEFAULT.withPatience(Patience.QUICK).withClock(clock);
        return Tasks.open(folder, "s1", (task, end) -> {}, settings);
    }
}
