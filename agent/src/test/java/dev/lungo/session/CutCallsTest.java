package dev.lungo.session;

import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.testing.StrictMessagesServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is gone in the middle of a batch: the next one tells of each call what became of it. */
class CutCallsTest {
    @TempDir
    Path home;

    private final StrictMessagesServer server = StrictMessagesServer.start();

    @AfterEach
    void close() {
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    @Test
    void finished_calls_keep_their_results_and_what_never_began_is_said_to_have_not() throws Exception {
        server.reply(callWithId("first", "write_file", Map.of("path", "a.txt", "content", "a"))
                .and(callWithId(
                        "slow", "bash", Map.of("command", "until [ -e go ]; do sleep 0.05; done", "timeout", 600)))
                .and(callWithId("quick", "bash", Map.of("command", "echo two")))
                .and(callWithId("last", "write_file", Map.of("path", "b.txt", "content", "b"))));
        List<String> told;
        try (var one = Sitting.begin(home, server, "You are a test.")) {
            Thread talk = beside(() -> one.say("do it"));
            one.events().await(AgentEvent.CallFinished.class, 2);
            one.events().await(AgentEvent.TaskStarted.class, 2);
            one.abandon();
            talk.join();
            told = one.events().all(AgentEvent.CallFinished.class).stream()
                    .map(finished -> finished.result().text())
                    .toList();
        }
        server.otherwise(_ -> say("I see."));
        try (var other = Sitting.resume(home, server, "You are a test.")) {
            Thread talk = beside(other::goOn);
            other.events().await(AgentEvent.RequestStarting.class, 1);
            assertThat(other.events().all(AgentEvent.Resumed.class).getFirst().summary())
                    .contains("1 task runs on", "2 calls had no result");
            Files.createFile(home.resolve("work/go"));
            talk.join();
        }

        Map<String, String> results = server.requests().get(1).newResults();
        assertThat(results.keySet()).containsExactly("first", "slow", "quick", "last");
        assertThat(List.of(results.get("first"), results.get("quick"))).containsExactlyElementsOf(told);
        assertThat(results.get("slow")).contains("The command still runs, as background task");
        assertThat(results.get("last"))
                .isEqualTo("Not run: Lungo was ended before this call began. Call again if it is" + " still wanted.");
        assertThat(server.requests().get(1).received().body().split("\"is_error\":true", -1))
                .hasSize(2);
        assertThat(home.resolve("work/b.txt")).doesNotExist();
        assertThat(server.requests().get(1).newText())
                .containsOnlyOnce("Lungo was ended and started again. Still running:\n[bg:");
        List<String> ledger = Files.readAllLines(Sitting.path(home)).stream()
                .filter(line -> line.contains("\"type\":\"user\"") || line.contains("\"type\":\"redrawn\""))
                .filter(line -> line.contains("\"told\""))
                .toList();
        assertThat(ledger).hasSize(2); // the quick command with its result, the slow one with its notice
    }

    private interface Talk {
        TurnEnd run() throws InterruptedException;
    }

    private static Thread beside(Talk talk) {
        return Thread.ofVirtual().start(() -> {
            try {
                var _ = talk.run();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
    }
}
