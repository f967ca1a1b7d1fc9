package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers interrupt, close twice, throw from listeners and ask for odd things. */
class CallerTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = ends.open(folder.resolve("tasks"));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void an_interrupted_thread_starts_reads_and_closes_and_stays_interrupted() throws Exception {
        Thread.currentThread().interrupt();
        var task = tasks.start(Command.shell("echo hello; exec sleep 1000"));
        assertThat(Thread.interrupted()).isTrue();
        Patience.until("it has written", () -> task.output().size() == 6);

        Thread.currentThread().interrupt();
        assertThat(new String(task.output().tail(10).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello\n");
        assertThat(tasks.onDisk()).extracting(Task::state).containsExactly(new TaskState.Running());
        tasks.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(task.state()).isInstanceOf(TaskState.Ended.class);
    }

    @Test
    void a_listener_that_breaks_its_thread_hears_of_the_next_end_too() throws Exception {
        var heard = new LinkedBlockingQueue<TaskId>();
        TaskListener breaking = (task, end) -> {
            heard.add(task.id());
            Thread.currentThread().interrupt();
            throw new AssertionError("on purpose");
        };
        try (var others = Tasks.open(folder.resolve("others"), "", breaking)) {
            for (var i = 0; i < 3; i++) {
                var task = others.start(Command.shell("true"));
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(task.id());
            }
        }
    }

    @Test
    void a_second_close_comes_back_when_everything_is_stopped() throws Exception {
        var task = tasks.start(Command.shell("trap '' TERM; echo ready; sleep 1000; sleep 1000"));
        Patience.until("it is ready", () -> task.output().size() > 0);
        var closing = Thread.ofVirtual().start(tasks::close);
        Patience.until("the first close has begun", () -> stopIsAsked(task));

        tasks.close();

        assertThat(task.state()).isInstanceOf(TaskState.Ended.class);
        closing.join();
    }

    @Test
    void a_listener_may_close_the_engine_while_another_thread_does() throws Exception {
        var engine = new AtomicReference<Tasks>();
        var told = new CountDownLatch(1);
        engine.set(Tasks.open(folder.resolve("others"), "", (task, end) -> {
            engine.get().close();
            told.countDown();
        }));
        engine.get().start(Command.shell("exec sleep 1000"));

        engine.get().close();

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void starts_during_a_close_are_refused_or_their_tasks_are_stopped() throws Exception {
        var started = new LinkedBlockingQueue<Task>();
        var refused = new CountDownLatch(8);
        for (var i = 0; i < 8; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        started.add(tasks.start(Command.shell("exec sleep 1000")));
                    }
                } catch (TaskException closed) {
                    refused.countDown();
                }
            });
        }
        Patience.until("some have started", () -> started.size() > 10);

        tasks.close();

        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(started).allSatisfy(task -> assertThat(task.state()).isInstanceOf(TaskState.Ended.class));
    }

    @Test
    void a_task_can_be_stopped_after_its_engine_has_left() throws Exception {
        var task = tasks.start(Command.shell("exec sleep 1000"));
        tasks.leave();

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i", "--help", "a b", "a-b", "ä"})
    void a_variable_may_have_an_odd_name(String name) throws Exception {
        var task = tasks.start(Command.shell("env").withEnvironment(Map.of(name, "value of it")));
        task.await(Patience.LONG);

        assertThat(new String(task.output().tail(100_000).bytes(), StandardCharsets.UTF_8).lines())
                .contains(name + "=value of it", "PATH=" + System.getenv("PATH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b"})
    void a_variable_without_a_possible_name_is_refused(String name) {
        assertThatThrownBy(() -> Command.shell("env").withEnvironment(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void a_deadline_that_no_file_could_hold_is_refused() {
        assertThatThrownBy(() -> Command.shell("true").withDeadline(Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.000000001S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks", "mit Umlauten äöü", "two\nlines", "quotes'\"$x`", "%0A"})
    void state_and_work_may_lie_in_folders_of_any_name(String name) throws Exception {
        var cwd = Files.createDirectory(folder.resolve(name));
        try (var others = Tasks.open(folder.resolve("state " + name))) {
            var command = Command.shell("pwd #" + "x".repeat(200_000)).withCwd(cwd);
            var task = others.start(command);
            task.await(Patience.LONG);

            assertThat(new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(cwd.toRealPath() + "\n");
            assertThat(others.onDisk()).extracting(Task::command).containsExactly(command);
        }
    }

    private static boolean stopIsAsked(Task task) throws Exception {
        return Files.readString(task.folder().resolve("stop")).startsWith("by ");
    }
}
