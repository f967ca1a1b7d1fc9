package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTasksTest {
    @TempDir
    Path folder;

    @Test
    void each_of_a_thousand_tasks_at_once_ends_and_is_told_exactly_once() throws Exception {
        var ends = new Ends();
        try (var tasks = ends.open(folder)) {
            var ids = new HashSet<TaskId>();
            for (var i = 0; i < 1000; i++) {
                ids.add(tasks.start(Command.shell("exit " + i % 100)).id());
            }

            var told = ends.await(1000);

            assertThat(told).extracting(Ends.Told::id).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
            assertThat(told).allSatisfy(end -> assertThat(end.shown()).isEqualTo(end.end()));
        }
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void two_hundred_live_tasks_take_no_threads_and_few_descriptors_and_give_all_back() throws Exception {
        oneBefore();
        var descriptors = descriptors();
        var threads = threads();
        var ends = new Ends();
        try (var tasks = ends.open(folder)) {
            for (var i = 0; i < 200; i++) {
                tasks.start(Command.shell("exec sleep 1000"));
            }
            assertThat(descriptors() - descriptors).isLessThanOrEqualTo(4 * 200 + 20);
            // The carriers of virtual threads come and go: as many as processors, and some to stand in.
            assertThat(threads() - threads).isLessThan(20);
        }
        assertThat(ends.await(200)).hasSize(200);
        Patience.until("all descriptors are given back", () -> descriptors() <= descriptors);
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("/tee")))
                .isEmpty();
    }

    @Test
    void hundreds_of_tasks_one_after_the_other_leave_nothing_open() throws Exception {
        var ends = new Ends();
        try (var tasks = ends.open(folder)) {
            tasks.start(Command.shell("true")).await(Patience.LONG);
            ends.await(1);
            var before = descriptors();
            for (var i = 0; i < 300; i++) {
                tasks.start(Command.shell("echo " + i)).await(Patience.LONG);
            }
            ends.await(300);
            Patience.until("all descriptors are given back", () -> descriptors() <= before + 2);
        }
    }

    @Test
    void leaving_gives_all_descriptors_back() throws Exception {
        oneBefore();
        var descriptors = descriptors();
        try (var tasks = Tasks.open(folder)) {
            for (var i = 0; i < 20; i++) {
                tasks.start(Command.shell("exec sleep 1000"));
            }
            tasks.leave();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        }
        try (var tasks = Tasks.open(folder)) {
            for (var task : tasks.onDisk()) {
                task.stop(Cause.Requester.USER);
                assertThat(task.state()).isInstanceOf(TaskState.Ended.class);
            }
        }
    }

    /** Loads what stays loaded. */
    private void oneBefore() throws InterruptedException {
        try (var tasks = Tasks.open(folder)) {
            tasks.start(Command.shell("true")).await(Patience.LONG);
        }
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static int threads() {
        return Objects.requireNonNull(new File("/proc/self/task").list()).length;
    }
}
