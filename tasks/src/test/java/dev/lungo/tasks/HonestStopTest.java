package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Stopped" is not said where a scan of processes cannot know it; the programs here only have the names of the real ones. */
class HonestStopTest {
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
    void work_given_to_a_container_engine_is_not_said_to_be_stopped() throws Exception {
        program("docker", "#!/bin/sh\nexit 0\n");
        var task = started("docker run -d x; echo ready; sleep 1000");

        assertThat(task.stop(Cause.Requester.MODEL)).isInstanceOfSatisfying(StopResult.NotVerified.class, unknown -> {
            assertThat(unknown.why())
                    .isEqualTo("no process of its own is left here, but it ran 'docker', and containers belong to their"
                            + " own engine");
        });
        assertThat(task.leftovers()).isEmpty();
        assertThat(task.state())
                .isInstanceOfSatisfying(
                        TaskState.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(new Cause.Stopped(Cause.Requester.MODEL)));
    }

    @Test
    void nor_is_it_where_the_command_had_ended_before() throws Exception {
        program("docker", "#!/bin/sh\nexit 0\n");
        var task = tasks.start(command("docker run -d x"));
        task.await(Patience.LONG);

        assertThat(task.stop(Cause.Requester.MODEL)).isInstanceOf(StopResult.NotVerified.class);
    }

    @Test
    void a_program_that_a_script_runs_is_seen_in_the_tree() throws Exception {
        Files.copy(Path.of("/bin/sleep"), folder.resolve("ssh"));
        program("deploy", "#!/bin/sh\necho ready\nssh 1000\n");
        var task = started("deploy");
        Patience.until("it runs ssh", () -> commandLines(task).anyMatch("ssh 1000"::equals));

        assertThat(task.stop(Cause.Requester.USER))
                .isInstanceOfSatisfying(
                        StopResult.NotVerified.class,
                        unknown -> assertThat(unknown.why()).contains("'ssh'", "other machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grep docker /dev/null", "docker ps", "echo 'docker run x; ssh h'"})
    void a_mention_or_a_question_gives_no_doubt(String harmless) throws Exception {
        program("docker", "#!/bin/sh\nexit 0\n");
        var task = started(harmless + "; echo ready; sleep 1000");

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
    }

    @Test
    void a_terminal_server_that_the_command_started_is_stopped_with_what_is_in_it() throws Exception {
        var task = started("tmux -S " + folder.resolve("socket")
                + " -f /dev/null new-session -d 'sleep 1000'; echo ready;" + " sleep 1001");
        Patience.until("the server runs its command", () -> commandLines(task).anyMatch("sleep 1000"::equals));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(commandLines(task)).isEmpty();
    }

    @Test
    void leftovers_are_those_that_run_now() throws Exception {
        var task = tasks.start(command("sleep 1001 & sleep 1002 & exit 0"));
        task.await(Patience.LONG);
        Patience.until(
                "both run their programs",
                () -> commandLines(task)
                                .filter(line -> line.startsWith("sleep "))
                                .count()
                        == 2);

        var first = task.leftovers().stream()
                .filter(left -> left.command().equals("sleep 1001"))
                .findFirst()
                .orElseThrow();
        assertThat(Pidfd.signal(ProcessIdentity.of(first.pid()), Signals.KILL)).isEqualTo(Pidfd.Delivery.SENT);

        Patience.until("one is left", () -> task.leftovers().size() == 1);
        assertThat(task.leftovers()).extracting(Leftover::command).containsExactly("sleep 1002");
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(task.leftovers()).isEmpty();
    }

    @Test
    void what_one_command_left_behind_outlives_the_stop_of_another_that_uses_it() throws Exception {
        var server = tasks.start(command("setsid -f sleep 1003 >/dev/null 2>&1"));
        server.await(Patience.LONG);
        var client = started("echo ready; sleep 1004");

        assertThat(client.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(server.leftovers()).extracting(Leftover::command).containsExactly("sleep 1003");
        assertThat(server.state()).isInstanceOf(TaskState.Ended.class);
        assertThat(server.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
    }

    private Task started(String line) throws Exception {
        var task = tasks.start(command(line));
        Patience.until(
                "it runs",
                () -> new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8).contains("ready"));
        return task;
    }

    private Command command(String line) {
        return Command.shell(line).withEnvironment(Map.of("PATH", folder + ":" + System.getenv("PATH")));
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }

    /** What runs of it, running or ended. */
    private static Stream<String> commandLines(Task task) {
        var facts = new TaskFolder(task.folder()).facts();
        var table = ProcessTable.read();
        var record = new TaskFolder(task.folder()).readRecord();
        return new ProcessTree(facts, record.waiter(), record.main(), List.of())
                .members(table).stream().map(ProcessTable::commandLine);
    }
}
