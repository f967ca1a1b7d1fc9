package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoTerminal;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a session sees of the tasks that another one left, and does with them. */
final class OtherSessionsTest extends AgainstStrictServer {
    private static final String BYPASS = "--permission-mode=bypassPermissions";

    /** Fails when the test lets it. */
    private static final Map<String, String> BUILD =
            Map.of("command", "while [ ! -e go ]; do sleep 0.05; done; echo built; exit 3");

    @Test
    void a_task_that_a_killed_session_left_is_told_adopted_and_its_end_reaches_the_model() throws Exception {
        ObjectNode task = leave();
        String id = task.path("id").asString("");
        String session = task.path("session_id").asString("").substring(0, 8);

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.glass()
                    .await(seen -> seen.matches("(?s).*· session " + session + " left " + id + " running for .*"
                            + "\\(unattended(, [0-9a-z. ]+ left)?\\): while \\[ ! -e go.*/adopt " + id + ".*"));
            terminal.type("/adopt " + id + "\r");
            terminal.glass().await("✔ " + id + " is looked after by this session now");
            assertThat(onlyTask().path("attended").asBoolean(false)).isTrue();
            terminal.type("/tasks\r");
            terminal.glass().await(seen -> seen.matches("(?s).*\n  " + id + " +running .*"));

            server.reply(say("The build is broken."));
            Files.createFile(lungo.project().resolve("go"));
            terminal.glass().await("The build is broken.");
            assertThat(server.requests().getLast().newText())
                    .contains("[bg:" + id + "] failed, exit 3")
                    .contains("the user gave you task " + id + ", started by another session: while")
                    .contains("do not restart it unasked");
        }
    }

    @Test
    void who_adopts_without_a_word_can_go_on_with_that_session() throws Exception {
        String id = leave().path("id").asString("");
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.glass().awaitBeforeCursor("> ");
            terminal.type("/adopt " + id + "\r");
            terminal.glass().await("✔ " + id + " is looked after by this session now");
            terminal.type("/exit\r");
            terminal.glass().await("A task still runs");
            terminal.type("x\tk");
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.glass().text()).contains("to go on with this session: lungo --resume ");
        }
        String session = onlyTask().path("session_id").asString("");
        try (var terminal = LungoTerminal.start(lungo, BYPASS, "--resume", session)) {
            terminal.glass().await("resumed: 1 task runs on");
            terminal.type("/stop " + id + "\r");
            terminal.glass().await("✔ " + id + " stopped, nothing of it runs");
        }
    }

    @Test
    void it_can_be_stopped_from_there_without_being_adopted() throws Exception {
        String id = leave().path("id").asString("");

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.glass().await("/stop " + id + " stops it");
            terminal.type("/stop " + id + "\r");
            terminal.glass().await("✔ " + id + " stopped, nothing of it runs");
            terminal.type("/exit\r");
            assertThat(terminal.exitCode()).isZero();
        }
        assertThat(onlyTask().path("state").asString("")).isEqualTo("ended");
    }

    @Test
    void what_a_living_session_looks_after_is_neither_told_nor_given_away() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));
        try (var agent = LungoTerminal.start(lungo, BYPASS, "start it");
                var other = LungoTerminal.start(lungo, BYPASS)) {
            agent.glass().await("It runs.");
            String id = onlyTask().path("id").asString("");
            other.type("/adopt " + id + "\r");
            other.glass().await(id + " was not adopted: ");
            assertThat(other.glass().text()).doesNotContain("· session ");
            agent.type("/stop " + id + "\r");
            agent.glass().await("✔ " + id + " stopped, nothing of it runs");
        }
    }

    /** A session is killed while its task runs. */
    private ObjectNode leave() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));
        try (var run = lungo.start("-p", "x", BYPASS)) {
            server.awaitRequest(2, LungoProcess.LIMIT);
            run.signal("KILL");
            assertThat(run.exitCode()).isEqualTo(137);
        }
        return onlyTask();
    }

    private ObjectNode onlyTask() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            return list.json().getFirst();
        }
    }
}
