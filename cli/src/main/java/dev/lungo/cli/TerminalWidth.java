package dev.lungo.cli;

import dev.lungo.tasks.BareProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How wide the terminal is, asked of {@code stty}: a library that knows takes longer to load. */
final class TerminalWidth {
    private static final int USUAL = 80;
    private static final int LEAST = 60;

    private TerminalWidth() {}

    /** Its columns; the usual number where nobody knows, and no fewer than it takes to indent text. */
    static int columns() {
        try {
            Process process = BareProcess.of("stty", "-F", "/dev/tty", "size")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 && said.matches("\\d{1,5} [1-9]\\d{0,4}")
                    ? Math.max(LEAST, Integer.parseInt(said.substring(said.indexOf(' ') + 1)))
                    : USUAL;
        } catch (IOException nobodyToAsk) {
            return USUAL;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
