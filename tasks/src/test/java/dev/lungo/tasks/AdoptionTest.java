package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine is killed, and another takes its tasks over. */
class AdoptionTest {
    private static final Duration HOURS = Duration.ofHours(2);

    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks next = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        next = ends.open(folder.resolve("tasks"), "s1");
    }

    @AfterEach
    void close() {
        next.close();
    }

    @Test
    void a_task_that_runs_is_adopted_with_its_output_and_its_true_exit_code() throws Exception {
        killedEngine("", "echo before; " + untilGate() + "; echo after; exit 42");
        var task = next.adopt().getFirst();
        assertThat(task.state()).isEqualTo(new TaskState.Running());
        assertThat(task.attended()).isTrue();
        assertThat(next.list()).containsExactly(task);

        Files.createFile(folder.resolve("gate"));

        var ended = (TaskState.Ended) task.await(Patience.LONG);
        assertThat(ended)
                .isEqualTo(new TaskState.Ended(new Exit.Code(42), new Cause.ByItself(), ended.at(), ended.ran()));
        assertThat(text(task)).isEqualTo("before\nafter\n");
        assertThat(ends.await(1)).containsExactly(new Ends.Told(task.id(), ended, ended));
        assertThat(task.leftovers()).isEmpty();
    }

    @Test
    void an_adopted_task_is_stopped_like_any_other() throws Exception {
        killedEngine("", "setsid sleep 1000 & exec sleep 1001");
        var task = next.adopt().getFirst();

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(((TaskState.Ended) task.state()).cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER));
    }

    @Test
    void an_end_that_nobody_was_told_is_told_at_the_adoption_and_once() throws Exception {
        killedEngine("", "exit 3");
        Patience.until("it ended", () -> next.onDisk().getFirst().state() instanceof TaskState.End);

        var task = next.adopt().getFirst();

        var told = ends.await(1).getFirst();
        assertThat(((TaskState.Ended) told.end()).exit()).isEqualTo(new Exit.Code(3));
        assertThat(next.adopt()).isEmpty();
        next.acknowledge(List.of(task.id()));
        next.close();
        next = ends.open(folder.resolve("tasks"), "s1");
        assertThat(next.adopt()).isEmpty();
        assertThat(next.find(task.id()).orElseThrow().state()).isEqualTo(told.end());
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void a_told_task_that_left_somebody_running_is_adopted_and_not_told_again() throws Exception {
        var server = next.start(Command.shell("sleep 1000 & exit 0"));
        var quiet = next.start(Command.shell("exit 0"));
        ends.await(2);
        next.acknowledge(List.of(server.id(), quiet.id()));
        next.leave();

        next = ends.open(folder.resolve("tasks"), "s1");

        assertThat(next.adopt()).extracting(Task::id).containsExactly(server.id());
        assertThat(next.find(server.id()).orElseThrow().leftovers())
                .extracting(Leftover::command)
                .containsExactly("sleep 1000");
        next.close();
        assertThat(server.leftovers()).isEmpty();
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void an_end_that_was_told_but_not_acknowledged_is_told_again() throws Exception {
        next.start(Command.shell("exit 3"));
        ends.await(1);
        next.close();

        next = ends.open(folder.resolve("tasks"), "s1");
        next.adopt();

        assertThat(ends.await(1)).hasSize(1);
    }

    @Test
    void another_session_gets_a_task_only_if_somebody_says_so() throws Exception {
        killedEngine("", "exec sleep 1000");
        try (var other = ends.open(folder.resolve("tasks"), "s2")) {
            assertThat(other.adopt()).isEmpty();
            var task = other.onDisk().getFirst();
            assertThat(task.attended()).isFalse();

            var adopted = other.adopt(task.id());

            assertThat(adopted.session()).isEqualTo("s2");
            assertThat(task.attended()).isTrue();
            assertThat(next.adopt()).isEmpty();
        }
        assertThat(ends.await(1)).hasSize(1);
    }

    @Test
    void a_task_of_a_living_engine_is_refused() throws Exception {
        try (var engine = OtherEngine.start(folder.resolve("tasks"), "s1", HOURS, "", "exec sleep 1000")) {
            var id = next.onDisk().getFirst().id();

            assertThat(next.adopt()).isEmpty();
            assertThatThrownBy(() -> next.adopt(id))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining(id.value())
                    .hasMessageContaining("still runs");
            engine.end();
        }
    }

    @Test
    void of_two_engines_that_adopt_at_once_each_task_gets_one() throws Exception {
        var sleeps = new ArrayList<String>();
        for (var i = 0; i < 12; i++) {
            sleeps.add("exec sleep 100" + i);
        }
        killedEngine("", sleeps.toArray(String[]::new));
        try (var rival = ends.open(folder.resolve("tasks"), "s1");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Task>> mine = next::adopt;
            Callable<List<Task>> theirs = rival::adopt;

            var both = new ArrayList<TaskId>();
            for (var adopted : threads.invokeAll(List.of(mine, theirs))) {
                adopted.get().forEach(task -> both.add(task.id()));
            }

            assertThat(both).doesNotHaveDuplicates().hasSize(12);
        }
    }

    @Test
    void a_drain_that_was_killed_meanwhile_is_replaced() throws Exception {
        killedEngine("", untilGate() + "; echo after; exit 7");
        var facts = new TaskFolder(next.onDisk().getFirst().folder()).facts();
        var drain = Objects.requireNonNull(ProcessTable.read().drain(facts.pipe()));
        Pidfd.signal(drain.identity(), Signals.KILL);

        var task = next.adopt().getFirst();
        Files.createFile(folder.resolve("gate"));

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(7));
        assertThat(text(task)).isEqualTo("after\n");
    }

    @Test
    void the_deadline_counts_from_the_start_and_not_from_the_adoption() throws Exception {
        killedEngine("deadline=4000", "exec sleep 1000");

        var task = next.adopt().getFirst();

        var ended = (TaskState.Ended) task.await(Patience.LONG);
        assertThat(ended.cause()).isEqualTo(new Cause.DeadlinePassed(Duration.ofSeconds(4)));
    }

    @Test
    void a_task_of_an_earlier_boot_is_lost_and_told_so() throws Exception {
        killedEngine("", "exec sleep 1000");
        var found = next.onDisk().getFirst();
        found.stop(Cause.Requester.USER);
        var file = found.folder().resolve("task");
        Files.writeString(file, Files.readString(file).replaceFirst("boot .*", "boot 0"));
        Files.write(found.folder().resolve("record"), WaiterRecord.blank());

        next.adopt();

        assertThat(ends.await(1))
                .extracting(Ends.Told::end)
                .hasOnlyElementsOfType(TaskState.Lost.class)
                .extracting(end -> ((TaskState.Lost) end).why())
                .containsExactly("the machine was restarted");
    }

    @Test
    void what_is_persistent_outlives_the_engine_and_what_is_not_does_not() throws Exception {
        var kept = next.start(Command.shell("exec sleep 1000"));
        var other = next.start(Command.shell("exec sleep 1001"));
        kept.keep();
        assertThat(kept.lifetime()).isEqualTo(Lifetime.PERSISTENT);

        next.close();
        next = ends.open(folder.resolve("tasks"), "s1");

        assertThat(next.onDisk())
                .extracting(Task::id, task -> task.state() instanceof TaskState.Running)
                .containsExactlyInAnyOrder(Tuple.tuple(kept.id(), true), Tuple.tuple(other.id(), false));
        assertThat(next.adopt()).extracting(Task::id).contains(kept.id());
        assertThat(next.find(kept.id()).orElseThrow().stop(Cause.Requester.USER))
                .isEqualTo(new StopResult.Stopped());
    }

    private void killedEngine(String terms, String... commands) throws Exception {
        try (var engine = OtherEngine.start(folder.resolve("tasks"), "s1", HOURS, terms, commands)) {
            engine.kill();
        }
    }

    private String untilGate() {
        return "while ! [ -e " + folder.resolve("gate") + " ]; do sleep 0.02; done";
    }

    private static String text(Task task) {
        return new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8);
    }
}
