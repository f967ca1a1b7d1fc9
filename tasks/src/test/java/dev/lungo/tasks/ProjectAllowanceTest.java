package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All logs of a project together have an allowance too: the oldest ended ones give first, then those that run. */
class ProjectAllowanceTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = Tasks.open(folder, "s1", (task, end) -> {}, TaskSettings.DEFAULT.withPatience(Patience.QUICK));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void within_the_allowance_nothing_goes() throws Exception {
        var task = ended(4);

        assertThat(enforce(5 * MIB)).isEqualTo(4 * MIB);
        assertThat(task.output().freed().isEmpty()).isTrue();
    }

    @Test
    void ended_ones_give_first_and_the_oldest_of_them_before_the_others() throws Exception {
        var runs = tasks.start(Command.shell("head -c " + 8 * MIB + " /dev/zero; exec sleep 1000"));
        Patience.until("it has written", () -> runs.output().size() == 8 * MIB);
        var old = ended(8);
        var young = ended(8);

        assertThat(enforce(20 * MIB)).isLessThanOrEqualTo(20 * MIB);

        assertThat(old.output().freed()).isEqualTo(new Output.Freed(256 << 10, 7 * MIB));
        assertThat(young.output().freed().isEmpty()).isTrue();
        assertThat(runs.output().freed().isEmpty()).isTrue();

        assertThat(enforce(5 * MIB)).isLessThanOrEqualTo(5 * MIB);
        assertThat(young.output().freed().isEmpty()).isFalse();
        assertThat(runs.output().freed().isEmpty()).isFalse();
        assertThat(BoundedOutputTest.used(runs.output())).isLessThan(2 * MIB);
    }

    @Test
    void when_logs_grow_the_project_is_looked_at_by_itself() throws Exception {
        var limits = OutputLimits.DEFAULT.withPerTask(16 * MIB).withPerProject(16 * MIB);
        try (var other =
                Tasks.open(folder.resolve("other"), "s1", (task, end) -> {}, TaskSettings.DEFAULT.withOutput(limits))) {
            var all = new ArrayList<Task>();
            for (var i = 0; i < 6; i++) {
                all.add(other.start(Command.shell("head -c " + 6 * MIB + " /dev/zero; exec sleep 1000")));
            }

            Patience.until(
                    "they have written",
                    () -> all.stream().allMatch(task -> task.output().size() == 6 * MIB));
            Patience.until("they are within the project's allowance", () -> {
                var sum = 0L;
                for (var task : all) {
                    sum += BoundedOutputTest.used(task.output());
                }
                return sum <= 16 * MIB;
            });
        }
    }

    private long enforce(long bytes) {
        return new ProjectAllowance(new ProjectFolder(folder), Machine.here(), bytes, () -> false).enforce();
    }

    private Task ended(int mib) throws Exception {
        var task = tasks.start(Command.shell("head -c " + mib * MIB + " /dev/zero"));
        assertThat(task.await(Patience.LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }
}
