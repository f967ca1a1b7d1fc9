package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.StrictMessagesServer;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about tasks, from another process than the agent's, while that one runs. */
final class TaskCommandsTest {
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_task_can_be_listed_read_followed_and_stopped_from_another_shell() throws Exception {
        server.reply(
                call(
                        "background_run",
                        Map.of(
                                "command",
                                "echo first; while [ ! -e go ]; do sleep 0.05; done; echo second; sleep 1000")),
                say("It runs."));
        server.otherwise(_ -> say("It was stopped."));

        try (var agent = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
            server.awaitRequest(2, LungoProcess.LIMIT);
            String id = onlyTask();
            try (var list = lungo.start("tasks")) {
                assertThat(list.exitCode()).isZero();
                assertThat(list.out())
                        .containsPattern("ID +STATE +CARE +SANDBOX +STARTED +SESSION +COMMAND\n" + id
                                + " +running +attended +off +[0-9.]+ s ago +[0-9a-f]{8} +echo first; while");
            }
            try (var all = lungo.start("tasks", "--all");
                    var elsewhere = new LungoProcess(lungo.builder("tasks")
                            .directory(lungo.temporary().toFile())
                            .redirectInput(Redirect.from(new File("/dev/null")))
                            .start())) {
                assertThat(all.exitCode()).isZero();
                assertThat(all.out())
                        .containsPattern(" FOLDER +COMMAND\n" + id + " .* " + lungo.project() + " +echo first");
                assertThat(elsewhere.exitCode()).isZero();
                assertThat(elsewhere.out()).startsWith("no background tasks in ");
            }
            Path folder = folder();
            Files.move(folder.resolve("output.log"), folder.resolve("away"));
            assertThat(onlyTask()).as("also without its output").isEqualTo(id);
            Files.move(folder.resolve("away"), folder.resolve("output.log"));
            try (var follow = lungo.start("logs", id, "-f")) {
                follow.awaitLine("first"::equals);
                Files.createFile(lungo.project().resolve("go"));
                follow.awaitLine("second"::equals);
                try (var stop = lungo.start("stop", id)) {
                    assertThat(stop.exitCode()).isZero();
                    assertThat(stop.out()).isEqualTo("task " + id + " is stopped: a scan found nobody of it left");
                }
                assertThat(follow.exitCode()).isZero();
                assertThat(follow.out()).isEqualTo("first\nsecond");
                assertThat(follow.err()).startsWith("lungo: " + id + " stopped by the user");
            }
            assertThat(agent.exitCode()).isZero();
            try (var last = lungo.start("logs", id, "-n", "1");
                    var matching = lungo.start("logs", id, "--grep", "^f", "-f")) {
                assertThat(last.exitCode()).isZero();
                assertThat(last.out()).isEqualTo("second");
                assertThat(matching.exitCode()).isZero();
                assertThat(matching.out()).isEqualTo("first");
            }
            try (var again = lungo.start("stop", id);
                    var log = lungo.start("logs", id)) {
                assertThat(again.exitCode()).isZero();
                assertThat(again.out()).isEqualTo("task " + id + " had ended already; a scan found nobody of it left");
                assertThat(log.exitCode()).isZero();
                assertThat(log.out()).isEqualTo("first\nsecond");
            }
        }
    }

    @Test
    void without_tasks_it_says_so() throws Exception {
        try (var list = lungo.start("tasks");
                var logs = lungo.start("logs", "b7")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.out()).isEqualTo("no background tasks in " + lungo.project());
            assertThat(logs.exitCode()).isEqualTo(2);
            assertThat(logs.err())
                    .isEqualTo("lungo: there is no task b7 in " + lungo.project() + " (lungo tasks lists them)\n");
        }
        assertThat(lungo.state()).doesNotExist();
    }

    private Path folder() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            return Path.of(list.json().getFirst().path("output_file").asString(""))
                    .resolveSibling(".")
                    .normalize();
        }
    }

    private String onlyTask() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.json()).hasSize(1);
            assertThat(list.json().getFirst().path("state").asString("")).isEqualTo("running");
            return list.json().getFirst().path("id").asString("");
        }
    }
}
