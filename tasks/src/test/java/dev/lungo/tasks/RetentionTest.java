package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of tasks that are over for good go in time, and no others. */
class RetentionTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = ends.open(folder);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void a_told_task_goes_after_its_time_and_not_before() throws Exception {
        var task = told("true");

        assertThat(sweep(Instant.now().plus(Duration.ofDays(6)))).isZero();
        assertThat(task.folder()).exists();
        assertThat(sweep(nextWeek())).isOne();
        assertThat(task.folder()).doesNotExist();
        assertThat(remains()).isEmpty();
        assertThat(tasks.onDisk()).isEmpty();
    }

    @Test
    void of_too_many_the_oldest_go() throws Exception {
        var all = new ArrayList<Task>();
        for (var i = 0; i < 5; i++) {
            all.add(told("true"));
        }

        assertThat(retention(OutputLimits.DEFAULT.withRetention(Duration.ofDays(7), 2))
                        .sweep(Instant.now()))
                .isEqualTo(3);

        assertThat(tasks.onDisk())
                .extracting(Task::id)
                .containsExactly(all.get(3).id(), all.get(4).id());
    }

    @Test
    void what_runs_is_never_removed() throws Exception {
        var task = tasks.start(Command.shell("exec sleep 1000"));
        new TaskFolder(task.folder()).markTold();

        assertThat(sweep(nextWeek())).isZero();
        assertThat(task.folder()).exists();
    }

    @Test
    void an_end_that_was_not_told_stays_longer() throws Exception {
        var task = ended("true");
        tasks.leave();

        assertThat(retention(OutputLimits.DEFAULT.withRetention(Duration.ofDays(7), 0))
                        .sweep(Instant.now().plus(Duration.ofDays(29))))
                .isZero();
        assertThat(task.folder()).exists();
        assertThat(sweep(Instant.now().plus(Duration.ofDays(31)))).isOne();
        assertThat(task.folder()).doesNotExist();
        assertThat(new ProjectFolder(folder).isFree(task.id())).isFalse();
    }

    @Test
    void an_end_that_was_not_told_stays_as_long_as_its_engine_lives() throws Exception {
        var task = ended("true");

        assertThat(sweep(Instant.now().plus(Duration.ofDays(400)))).isZero();
        assertThat(task.folder()).exists();
    }

    @Test
    void ends_that_were_not_told_take_no_place_of_those_that_were() throws Exception {
        var told = told("true");
        ended("true");
        ended("true");
        tasks.leave();

        assertThat(retention(OutputLimits.DEFAULT.withRetention(Duration.ofDays(7), 1))
                        .sweep(Instant.now()))
                .isZero();
        assertThat(told.folder()).exists();
    }

    @Test
    void a_task_that_left_something_running_stays_until_that_is_gone() throws Exception {
        var task = told("sleep 1000 &");

        assertThat(sweep(nextWeek())).isZero();
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(sweep(nextWeek())).isOne();
    }

    @Test
    void a_task_of_another_machine_is_never_removed() throws Exception {
        var task = told("true");
        var facts = task.folder().resolve("task");
        Files.writeString(facts, Files.readString(facts).replaceFirst("\nmachine .*\n", "\nmachine another\n"));

        assertThat(sweep(nextWeek())).isZero();
        assertThat(task.folder()).exists();
    }

    @Test
    void a_task_that_somebody_is_stopping_stays_this_time() throws Exception {
        var task = told("true");
        try (var _ = TaskLock.take(new TaskFolder(task.folder()))) {
            assertThat(sweep(nextWeek())).isZero();
        }

        assertThat(sweep(nextWeek())).isOne();
    }

    @Test
    void what_a_newer_lungo_wrote_or_somebody_damaged_stays() throws Exception {
        var newer = told("true").folder();
        Files.writeString(newer.resolve("task"), "format 2\n");

        assertThat(sweep(nextWeek())).isZero();
        assertThat(newer).exists();
    }

    @Test
    void a_sweep_that_is_told_to_stop_removes_no_further_folder() throws Exception {
        for (var i = 0; i < 3; i++) {
            told("true");
        }
        var removed = new AtomicInteger();
        DurableSteps count = (step, moment) -> removed.incrementAndGet();
        var retention = new Retention(
                new ProjectFolder(folder),
                Machine.here(),
                new Scans(),
                OutputLimits.DEFAULT,
                count,
                () -> removed.get() > 0);

        assertThat(retention.sweep(nextWeek())).isOne();
        assertThat(tasks.onDisk()).hasSize(2);
    }

    @Test
    void a_time_longer_than_there_are_seconds_keeps_everything() throws Exception {
        told("true");
        var forEver = OutputLimits.DEFAULT.withRetention(Duration.ofSeconds(Long.MAX_VALUE), 1000);

        assertThat(retention(forEver).sweep(nextWeek())).isZero();
    }

    @Test
    void remains_that_cannot_be_removed_keep_no_others() throws Exception {
        told("true");
        Files.createDirectories(folder.resolve(".gone-a2-1/made by the command/itself"));
        Files.createFile(folder.resolve(".gone-b2-1"));
        Files.createDirectories(folder.resolve(".gone-c2-1"));

        sweep(Instant.now());

        assertThat(remains()).containsExactly(folder.resolve(".gone-b2-1"));
    }

    @Test
    void remains_of_a_removal_go_at_once_and_drafts_after_an_hour() throws Exception {
        told("true");
        Files.createFile(Files.createDirectory(folder.resolve(".gone-b7-1")).resolve("task"));
        var draft = Files.createDirectory(folder.resolve(".new-1"));
        var fresh = Files.createDirectory(folder.resolve(".new-2"));
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));

        sweep(Instant.now());

        assertThat(remains()).containsExactly(fresh);
    }

    @Test
    void two_engines_remove_each_task_once() throws Exception {
        for (var i = 0; i < 20; i++) {
            told("true");
        }
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> sweep = () -> sweep(nextWeek());
            var removed = 0;
            for (var answer : both.invokeAll(List.of(sweep, sweep))) {
                removed += answer.get();
            }
            assertThat(removed).isEqualTo(20);
        }
        assertThat(tasks.onDisk()).isEmpty();
        assertThat(remains()).isEmpty();
    }

    @Test
    void the_id_of_a_removed_task_is_not_given_again() throws Exception {
        var id = told("true").id();
        sweep(nextWeek());

        var place = folder.resolve(id.value());
        assertThat(new ProjectFolder(folder).isFree(id)).isFalse();
        assertThat(place).doesNotExist();
    }

    @Test
    void an_engine_sweeps_by_itself_when_it_starts_tasks() throws Exception {
        var old = told("true");
        var settings = TaskSettings.DEFAULT.withOutput(OutputLimits.DEFAULT.withRetention(Duration.ZERO, 0));
        try (var other = Tasks.open(folder, "s2", (task, end) -> {}, settings)) {
            other.start(Command.shell("true"));

            Patience.until("the old task is gone", () -> !Files.exists(old.folder()));
        }
    }

    private static Instant nextWeek() {
        return Instant.now().plus(Duration.ofDays(8));
    }

    private int sweep(Instant now) {
        return retention(OutputLimits.DEFAULT).sweep(now);
    }

    private Retention retention(OutputLimits limits) {
        return new Retention(
                new ProjectFolder(folder), Machine.here(), new Scans(), limits, DurableSteps.NONE, () -> false);
    }

    private Task ended(String line) throws Exception {
        var task = tasks.start(Command.shell(line));
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    private Task told(String line) throws Exception {
        var task = ended(line);
        tasks.acknowledge(List.of(task.id()));
        return task;
    }

    private List<Path> remains() throws Exception {
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[.](new|gone)-.*"))
                    .toList();
        }
    }
}
