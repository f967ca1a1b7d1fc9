package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.testing.PlannedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a new session tells of the tasks of others. */
final class InteractiveOthersTest {
    private static final Instant NOW = PlannedTask.START.plusSeconds(75);
    private static final TaskState RUNNING = new TaskState.Running();
    private static final TaskState ENDED = new TaskState.Ended(
            new Exit.Code(0), new Cause.ByItself(), PlannedTask.START.plusSeconds(3), Duration.ofSeconds(3));

    private static List<String> told(Task... tasks) throws InterruptedException {
        return InteractiveOthers.lines(TaskLook.all(Arrays.asList(tasks)), NOW).stream()
                .map(Line::plain)
                .toList();
    }

    @Test
    void tasks_that_somebody_looks_after_and_ended_ones_are_nothing_to_tell() throws Exception {
        assertThat(told(PlannedTask.of("b7", "mvn", RUNNING), PlannedTask.of("c2", "ls", ENDED)))
                .isEmpty();
    }

    @Test
    void a_session_is_told_with_its_tasks_and_what_can_be_done() throws Exception {
        assertThat(told(
                        PlannedTask.of("b7", "mvn -q\nverify", RUNNING).unattended(),
                        PlannedTask.of("c2", "serve", RUNNING).unattended().persistent(),
                        PlannedTask.of("d3", "daemon &", ENDED).leaving(new Leftover(7, "daemon"))))
                .containsExactly(
                        "· session 01234567 left b7 running for 1 min 15 s (unattended): mvn -q⏎verify; c2 running for"
                                + " 1 min 15 s (persistent): serve; d3, ended, with 7 daemon running",
                        "  /adopt b7 takes a task over, /stop b7 stops it, lungo --resume 01234567 goes on with that"
                                + " session");
    }

    @Test
    void of_many_sessions_a_few_are_told_and_the_rest_is_counted() throws Exception {
        var lines = told(
                PlannedTask.of("a1", "one", RUNNING).unattended().of("s1"),
                PlannedTask.of("a2", "two", RUNNING).unattended().of("s2"),
                PlannedTask.of("a3", "three", RUNNING).unattended().of("s3"),
                PlannedTask.of("a4", "four", RUNNING).unattended().of("s4"),
                PlannedTask.of("a5", "five", RUNNING).unattended().of("s5"));

        assertThat(lines).hasSize(4);
        assertThat(lines.getLast()).endsWith("; 2 more sessions: lungo tasks");
    }
}
