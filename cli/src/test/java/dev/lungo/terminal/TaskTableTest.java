package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.testing.PlannedTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskTableTest {
    @Test
    void tasks_stand_in_columns_with_what_became_of_them() throws Exception {
        var now = PlannedTask.START.plusSeconds(75);

        assertThat(TaskTable.lines(
                        TaskLook.all(List.of(
                                PlannedTask.of("b7", "mvn -q\nverify \033[31m", new TaskState.Running()),
                                PlannedTask.of("c12", "x".repeat(150), ended(new Exit.Code(1), new Cause.ByItself())),
                                PlannedTask.of(
                                        "d1",
                                        "serve",
                                        ended(new Exit.Signal(15), new Cause.Stopped(Cause.Requester.USER))),
                                PlannedTask.of(
                                        "d2",
                                        "hang",
                                        ended(
                                                new Exit.CodeOrSignal(143),
                                                new Cause.DeadlinePassed(Duration.ofHours(1)))),
                                PlannedTask.of("e1", "gone", new TaskState.Lost("nobody saw it", now)),
                                PlannedTask.of("f1", "alone", new TaskState.Running())
                                        .unattended(),
                                PlannedTask.of("g1", "server", new TaskState.Running())
                                        .unattended()
                                        .persistent(),
                                PlannedTask.of("h1", "x &", ended(new Exit.Code(0), new Cause.ByItself()))
                                        .leaving(new Leftover(7, "x")))),
                        now,
                        false))
                .containsExactly(
                        "ID   STATE                           CARE            SANDBOX  STARTED         SESSION   COMMAND",
                        "b7   running                         attended        off      1 min 15 s ago  01234567  mvn -q⏎verify ",
                        "c12  exit 1, 3.0 s                                   off      1 min 15 s ago  01234567  "
                                + "x".repeat(99) + "…",
                        "d1   stopped, signal 15, 3.0 s                       off      1 min 15 s ago  01234567  serve",
                        "d2   out of time, status 143, 3.0 s                  off      1 min 15 s ago  01234567  hang",
                        "e1   lost: nobody saw it                             off      1 min 15 s ago  01234567  gone",
                        "f1   running                         unattended      off      1 min 15 s ago  01234567  alone",
                        "g1   running                         persistent      off      1 min 15 s ago  01234567  server",
                        "h1   exit 0, 3.0 s                   left 1 process  off      1 min 15 s ago  01234567  x &");
    }

    @Test
    void of_every_folder_it_says_where_each_runs() throws Exception {
        assertThat(TaskTable.lines(
                        TaskLook.all(List.of(PlannedTask.of("b7", "serve", new TaskState.Running()))),
                        PlannedTask.START,
                        true))
                .containsExactly(
                        "ID  STATE    CARE      SANDBOX  STARTED    SESSION   FOLDER    COMMAND",
                        "b7  running  attended  off      0.0 s ago  01234567  /project  serve");
    }

    @Test
    void a_task_as_json_has_all_there_is_to_know() throws Exception {
        assertThat(TaskTable.json(TaskLook.all(List.of(
                                        PlannedTask.of("b7", "mvn", ended(new Exit.Code(1), new Cause.ByItself()))
                                                .leaving(new Leftover(7, "daemon"))))
                                .getFirst())
                        .toString())
                .isEqualTo("""
                        {"id":"b7","state":"ended","detail":"exit 1, 3.0 s","started_at":"2026-11-01T10:00:00Z",\
                        "session_id":"0123456789abcdef","command":"mvn","cwd":"/project",\
                        "output_file":"/state/tasks/b7/output.log","output_bytes":0,\
                        "lifetime":"session","sandbox":"off","ended_at":"2026-11-01T10:00:03Z",\
                        "leftovers":[{"pid":7,"command":"daemon"}],"exit_code":1}""");
    }

    /** Whose folder somebody is taking away. */
    private static Task vanishing() {
        return PlannedTask.of("b7", "mvn", ended(new Exit.Code(1), new Cause.ByItself()))
                .failingWith("cannot read /state/tasks/b7/record");
    }

    @Test
    void one_that_cannot_be_read_says_so_and_spoils_no_list() throws Exception {
        var looks = TaskLook.all(List.of(vanishing(), PlannedTask.of("c2", "serve", new TaskState.Running())));

        assertThat(TaskTable.lines(looks, PlannedTask.START, false))
                .anySatisfy(line -> assertThat(line).contains("b7", "unreadable: cannot read /state/tasks/b7/record"))
                .anySatisfy(line -> assertThat(line).contains("c2", "running"));
        assertThat(TaskTable.json(looks.getFirst()).toString())
                .contains("\"state\":\"unreadable\"", "cannot read /state/tasks/b7/record");
        assertThat(TaskTable.json(looks.getLast()).toString()).contains("\"state\":\"running\"");
    }

    private static TaskState.Ended ended(Exit exit, Cause cause) {
        return new TaskState.Ended(exit, cause, PlannedTask.START.plusSeconds(3), Duration.ofSeconds(3));
    }
}
