package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal whose agent's commands run in a sandbox. */
final class InteractiveSandboxTest {
    private static final String ENTER = "\r";
    private static final String TAB = "\t";
    private static final String OPEN = "tab, then a key, answers";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private Path home;
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir(factory = BesideTmp.class) Path root) throws IOException {
        home = root.toRealPath();
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    @Test
    void it_asks_about_what_leaves_the_sandbox_each_time_and_about_nothing_inside() throws Exception {
        Map<String, Object> outside =
                Map.of("command", "echo z >>../outside", "unconfined", true, "reason", "it writes outside");
        server.reply(
                call("bash", Map.of("command", "echo x >inside")),
                call("bash", outside),
                call("bash", outside),
                say("All done."));

        try (var terminal = LungoTerminal.start(lungo, "--sandbox", "strong")) {
            terminal.glass().await("· commands run in the strong sandbox, no network");
            terminal.type("go" + ENTER);
            String asked = terminal.glass().await("Run this command OUTSIDE the sandbox? $ echo z");
            assertThat(asked).doesNotContain("? $ echo x");
            // What stands in the line keeps keys from being answers by accident.
            terminal.type("my line");
            terminal.glass().await(OPEN);
            terminal.type(TAB);
            terminal.glass().await("tab goes back to your line");
            String question = terminal.glass()
                    .await(
                            "reason: it writes outside",
                            "asks because: it would run outside the sandbox",
                            "y yes, once",
                            "w no, and say why");
            assertThat(question).doesNotContain("for this session");
            terminal.type("y");
            var _ = server.awaitRequest(3, LungoProcess.LIMIT);
            terminal.glass().await(OPEN);
            terminal.type(TAB + "n");
            terminal.glass().await("All done.");
        }
        assertThat(lungo.project().resolve("inside")).hasContent("x");
        assertThat(home.resolve("outside")).hasContent("z");
    }
}
