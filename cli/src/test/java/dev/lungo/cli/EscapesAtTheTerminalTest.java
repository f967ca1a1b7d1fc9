package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command, the model and names of files try to steer a real terminal that Lungo runs in. */
final class EscapesAtTheTerminalTest {
    private static final String BYPASS = "--permission-mode=bypassPermissions";

    /** A title, the clipboard, a link, an image, a question to the terminal, the end of a paste, a bell, 8-bit controls. */
    private static final String TRICKS =
            "\033]0;EVIL\007\033]52;c;RVZJTA==\007\033]8;;http://evil\033\\\033_GEVIL\033\\"
                    + "\033P+qEVIL\033\\\033[6n\033[c\033[201~\033[?1049h\007\u009b2J\u202eEVIL";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
        Files.writeString(lungo.project().resolve("tricks"), TRICKS + "\n\033[31mred\033[0m plain\n");
    }

    @AfterEach
    void close() {
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    @Test
    void nothing_of_it_arrives_but_the_colours_of_logs() throws Exception {
        server.reply(
                say("Look: " + TRICKS).and(call("bash", Map.of("command", "cat tricks; : '" + TRICKS + "'"))),
                call("background_run", Map.of("command", "cat tricks")).and(call("read_file", Map.of("path", TRICKS))),
                say(TRICKS + " done."));
        server.otherwise(_ -> say("It has ended.")); // where the end comes later

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("try it\r");
            terminal.glass().await("done.");
            terminal.type("/tasks\r");
            String id = id(terminal.glass()
                    .await(seen -> seen.lines().anyMatch(line -> line.matches("  [a-z]\\d.* cat tricks"))));
            terminal.type("/logs " + id + "\r");
            terminal.glass().await("│ red plain");
            terminal.type("/exit\r");
            assertThat(terminal.exitCode()).isZero();

            assertThat(terminal.glass().raw())
                    .doesNotContain("\033]", "\033P", "\033_", "\033^", "\033X", "\u009b", "\007", "\u202e")
                    .doesNotContain("\033[6n", "\033[c", "\033[201~", "\033[?1049h")
                    .contains("\033[31mred\033[0m plain");
        }
    }

    private static String id(String seen) {
        return seen.lines()
                .filter(line -> line.matches("  [a-z]\\d.* cat tricks"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" ", 2)[0];
    }
}
