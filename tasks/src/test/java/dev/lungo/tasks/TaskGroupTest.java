package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's control group; where this user can make none, tasks run without and nothing else changes. */
class TaskGroupTest {
    @TempDir
    Path folder;

    private final Optional<GroupPlace> place = GroupPlace.usable();
    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void the_group_is_there_while_somebody_is_in_it() throws Exception {
        tasks = ends.open(folder);
        var task = tasks.start(Command.shell("sleep 1000 & sleep 1001"));
        Patience.until("it runs", () -> record(task).main().isPresent());
        var group = facts(task).group();

        assertThat(group.isPresent()).isEqualTo(place.isPresent());
        if (group.isPresent()) {
            Patience.until("it is in its group", () -> record(task).contained());
            assertThat(new TaskGroup(group.get()).pids())
                    .contains(record(task).main().orElseThrow().pid())
                    .doesNotContain(
                            record(task).waiter().orElseThrow().pid(),
                            ProcessHandle.current().pid());
        }
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(group.filter(Files::exists)).isEmpty();
    }

    @Test
    void the_command_sees_nothing_of_it_but_its_place() throws Exception {
        tasks = ends.open(folder);
        var task = tasks.start(Command.shell("env | grep '^LUNGO_' | cut -d= -f1"));
        task.await(Patience.LONG);

        assertThat(new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("LUNGO_TASK\n");
        Patience.until(
                "its group is removed",
                () -> facts(task).group().filter(Files::exists).isEmpty());
    }

    @Test
    void it_stays_with_what_was_left_behind_and_goes_with_it() throws Exception {
        tasks = ends.open(folder);
        var task = tasks.start(Command.shell("setsid -f sleep 1002 >/dev/null 2>&1"));
        task.await(Patience.LONG);
        assertThat(facts(task).group().filter(Files::exists).isPresent()).isEqualTo(place.isPresent());

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(facts(task).group().filter(Files::exists)).isEmpty();
    }

    @Test
    void a_group_of_another_name_than_the_tasks_own_is_never_touched() throws Exception {
        tasks = ends.open(folder);
        var facts = facts(tasks.start(Command.shell("true")));

        assertThat(TaskGroup.of(with(facts, Path.of("/sys/fs/cgroup/lungo-0000000000000000"))))
                .isEmpty();
        assertThat(TaskGroup.of(with(facts, Path.of("/sys/fs/cgroup")))).isEmpty();
        assertThat(TaskGroup.of(with(facts, Path.of("lungo-" + facts.cookie()))))
                .isEmpty();
        assertThat(TaskGroup.of(with(facts, Path.of("/x/lungo-" + facts.cookie()))))
                .isPresent();
    }

    @Test
    void who_is_held_still_can_be_killed_where_the_kernel_cannot_kill_a_group() throws Exception {
        if (place.isEmpty()) {
            return;
        }
        var group = new TaskGroup(place.get()
                .path()
                .resolve("lungo-test-" + ProcessHandle.current().pid()));
        assertThat(group.make()).isTrue();
        var line = "echo 0 >\"$DOOR\"; f() { while :; do sleep 0.01; done; }; f & f";
        var builder = new ProcessBuilder("sh", "-c", line);
        builder.environment()
                .putAll(Map.of("DOOR", group.path().resolve(TaskGroup.PROCESSES).toString()));
        var process = builder.start();
        try {
            Patience.until("both are in it", () -> group.pids().size() >= 2);
            group.freeze();
            Patience.until(
                    "they stand still",
                    () -> Files.readString(group.path().resolve("cgroup.events"))
                            .contains("frozen 1"));
            for (var pid : group.pids()) {
                assertThat(Pidfd.signal(ProcessIdentity.of(pid), Signals.KILL)).isEqualTo(Pidfd.Delivery.SENT);
            }
            Patience.until("nobody is in it", () -> !group.populated());
            assertThat(group.remove()).isTrue();
        } finally {
            group.kill();
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_dead_engines_left_is_swept_when_it_is_old_and_empty() throws Exception {
        if (place.isEmpty()) {
            return;
        }
        var empty = new TaskGroup(place.get()
                .path()
                .resolve("lungo-test-empty-" + ProcessHandle.current().pid()));
        var inner = new TaskGroup(empty.path().resolve("lungo-inner"));
        var young = new TaskGroup(place.get()
                .path()
                .resolve("lungo-test-young-" + ProcessHandle.current().pid()));
        try {
            assertThat(empty.make() && inner.make() && young.make()).isTrue();
            Files.setLastModifiedTime(empty.path(), FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));

            assertThat(GroupPlace.usable()).isPresent();

            assertThat(empty.exists()).isFalse();
            assertThat(young.exists()).isTrue();
        } finally {
            empty.remove();
            young.remove();
        }
    }

    private static TaskFacts facts(Task task) {
        return new TaskFolder(task.folder()).facts();
    }

    private static WaiterRecord record(Task task) {
        return new TaskFolder(task.folder()).readRecord();
    }

    private static TaskFacts with(TaskFacts facts, Path group) {
        return TaskFacts.parse(
                Path.of("task"), facts.text().replaceAll("(?m)^cgroup .*\n", "") + "cgroup " + group + "\n");
    }
}
