package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every process of these tasks beats: it writes into a file of its own again and again. Whoever still beats after a stop has
 * survived, wherever it hides.
 */
class StopTest {
    private static final String BEAT = """
            #!/bin/sh
            # usage: beat NAME
            while :; do echo x >>"$HEARTS/$1"; sleep 0.05; done
            """;

    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));
    private Path hearts = Path.of("/nonexistent");

    @BeforeEach
    void open() throws IOException {
        hearts = Files.createDirectory(folder.resolve("hearts"));
        Files.writeString(folder.resolve("beat"), BEAT);
        tasks = ends.open(folder.resolve("tasks"));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$BEAT a",
                "$BEAT a & wait",
                "$BEAT a | $BEAT b",
                "nohup $BEAT a >/dev/null 2>&1 & $BEAT b",
                "set -m; $BEAT a & $BEAT b & wait",
                "setsid $BEAT a & $BEAT b",
                "setsid -f $BEAT a >/dev/null 2>&1; $BEAT b",
                "(setsid sh -c '(setsid $BEAT a &) &' &) ; $BEAT b",
                "trap '' TERM; $BEAT a; $BEAT b",
                "trap '' TERM; (trap '' TERM; exec $BEAT a) & $BEAT b",
                "$BEAT a & kill -STOP $!; $BEAT b",
                "trap 'kill 0' EXIT; $BEAT a & $BEAT b",
                "f() { $BEAT a$1 & sleep 0.02; f $(($1 + 1)); }; trap '' TERM; f 1",
                "env -i HEARTS=$HEARTS $BEAT a & $BEAT b",
                "env -i HEARTS=$HEARTS setsid -f $BEAT a; $BEAT b",
            })
    void nobody_beats_on_after_a_stop(String line) throws Exception {
        var task = tasks.start(beating(line));
        Patience.until("a heart beats", () -> !beats().isEmpty());

        var result = task.stop(Cause.Requester.MODEL);

        assertThat(result).isEqualTo(new StopResult.Stopped());
        assertThat(task.state())
                .isInstanceOfSatisfying(
                        TaskState.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(new Cause.Stopped(Cause.Requester.MODEL)));
        assertNobodyBeats();
        assertThat(ends.await(1)).extracting(Ends.Told::id).containsExactly(task.id());
    }

    @Test
    void a_process_may_clean_up_before_it_ends() throws Exception {
        var task = tasks.start(
                beating("trap 'sleep 0.3; echo cleaned; exit 7' TERM; echo ready; while :; do sleep 0.05; done"));
        Patience.until("it is ready", () -> task.output().size() > 0);

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(new String(task.output().tail(100).bytes(), StandardCharsets.UTF_8))
                .endsWith("cleaned\n");
        assertThat(((TaskState.Ended) task.state()).exit()).isEqualTo(new Exit.Code(7));
    }

    @Test
    void a_stop_right_after_the_start_leaves_nobody() throws Exception {
        for (var i = 0; i < 20; i++) {
            var task = tasks.start(beating("$BEAT a" + i));

            assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
            assertThat(task.state()).isInstanceOf(TaskState.Ended.class);
        }
        assertNobodyBeats();
    }

    @Test
    void what_a_command_leaves_behind_is_told_and_can_be_stopped() throws Exception {
        var task = tasks.start(beating("$BEAT a & $BEAT b >/dev/null 2>&1 & setsid -f $BEAT c; exit 0"));
        var ended = (TaskState.Ended) task.await(Patience.LONG);
        assertThat(task.leftovers()).hasSizeGreaterThanOrEqualTo(3);

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertNobodyBeats();
        assertThat(task.state())
                .isEqualTo(new TaskState.Ended(new Exit.Code(0), new Cause.ByItself(), ended.at(), ended.ran()));
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.AlreadyEnded());
    }

    @Test
    void several_stops_at_once_agree_that_it_is_gone() throws Exception {
        var task = tasks.start(beating("trap '' TERM; $BEAT a; $BEAT b"));
        Patience.until("a heart beats", () -> !beats().isEmpty());
        var results = new ConcurrentLinkedQueue<StopResult>();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 3; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    results.add(task.stop(Cause.Requester.USER));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(results)
                .containsExactlyInAnyOrder(
                        new StopResult.Stopped(), new StopResult.AlreadyEnded(), new StopResult.AlreadyEnded());
        assertNobodyBeats();
    }

    @Test
    void another_engine_can_stop_a_task_that_it_finds_on_disk() throws Exception {
        var task = tasks.start(beating("setsid -f $BEAT a; $BEAT b"));
        Patience.until("two hearts beat", () -> beats().size() == 2);
        try (var other = Tasks.open(folder.resolve("tasks"))) {
            var found = other.onDisk().getFirst();

            assertThat(found.id()).isEqualTo(task.id());
            assertThat(found.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
            assertThat(found.state()).isEqualTo(task.await(Patience.LONG));
        }
        assertThat(((TaskState.Ended) task.state()).cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER));
        assertNobodyBeats();
    }

    @Test
    void closing_the_engine_leaves_nobody() throws Exception {
        tasks.start(beating("$BEAT a"));
        tasks.start(beating("trap '' TERM; setsid -f $BEAT b; $BEAT c"));
        var ended = tasks.start(beating("$BEAT d & exit 0"));
        ended.await(Patience.LONG);
        Patience.until("four hearts beat", () -> beats().size() == 4);

        tasks.close();

        assertNobodyBeats();
        assertThat(ends.await(3)).hasSize(3);
        assertThat(((TaskState.Ended) tasks.list().getFirst().state()).cause())
                .isEqualTo(new Cause.Stopped(Cause.Requester.OWNER));
    }

    @Test
    void leaving_the_engine_leaves_the_tasks_running() throws Exception {
        var task = tasks.start(beating("$BEAT a"));
        Patience.until("a heart beats", () -> !beats().isEmpty());

        tasks.leave();

        try (var next = Tasks.open(folder.resolve("tasks"))) {
            var found = next.onDisk().getFirst();
            assertThat(found.state()).isEqualTo(new TaskState.Running());
            assertThat(found.id()).isEqualTo(task.id());
            assertThat(found.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        }
        assertNobodyBeats();
    }

    private Command beating(String line) {
        var beat = "sh " + folder.resolve("beat");
        return Command.shell(line).withEnvironment(Map.of("HEARTS", hearts.toString(), "BEAT", beat));
    }

    /** The hearts that have beaten since the start, and how often. */
    private Map<Path, Long> beats() throws IOException {
        var beats = new HashMap<Path, Long>();
        try (var files = Files.list(hearts)) {
            for (var file : files.toList()) {
                beats.put(file, Files.size(file));
            }
        }
        return beats;
    }

    /** Compares before and after a process that beats for a while: on a busy machine, that is the clock. */
    private void assertNobodyBeats() throws Exception {
        var before = beats();
        new ProcessBuilder("sh", "-c", "for i in 1 2 3 4 5 6; do sleep 0.05; done")
                .start()
                .waitFor();
        assertThat(beats()).isEqualTo(before);
    }
}
