package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static dev.lungo.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictMessagesServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation outlives whatever goes wrong with a request, and nothing half-said becomes part of it. */
final class BrokenServerTest {
    private static final Answer HALF = say("half an answer").and(call("bash", Map.of("command", "touch half-called")));

    private static final List<Answer> FAULTS = List.of(
            HALF.butReset(),
            HALF.butEndsEarly(),
            HALF.butCut(),
            HALF.butStalls(),
            HALF.butFails("overloaded_error", "Overloaded"),
            stream("event: message_start\ndata: {\"type\":\n\n"),
            stream("<html>a proxy's page</html>"),
            status(500, "broken"),
            status(529, "overloaded"),
            status(429, "too fast").header("retry-after", "1"));

    @Test
    void every_fault_of_a_stream_is_asked_again_and_the_work_goes_on(@TempDir Path root) throws Exception {
        try (var server = StrictMessagesServer.start()) {
            for (Answer fault : FAULTS) {
                server.reply(fault, call("bash", Map.of("command", "echo step >> steps")));
            }
            server.reply(say("All done."));

            var lungo = new LungoProgram(root).against(server.url()).with("LUNGO_STREAM_SILENCE_MS", "1000");
            try (var run = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
                assertThat(run.exitCode()).as(run::toString).isZero();
                assertThat(run.out()).isEqualTo("All done.");
            }
            assertThat(lungo.project().resolve("steps")).content().hasLineCount(FAULTS.size());
            assertThat(lungo.project().resolve("half-called")).doesNotExist();
            assertThat(server.requests().getLast().allText()).doesNotContain("half an answer");
            assertThat(server.violations()).isEmpty();
        }
    }
}
