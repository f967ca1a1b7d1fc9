package dev.lungo.terminal;

import dev.lungo.tasks.BareProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** Ctrl+Z: gives the terminal back to the shell and stops the program until the shell lets it go on. */
final class TypingPause {
    private final Terminal terminal;
    private final Attributes outside;

    /** @param outside how the terminal was before Lungo came */
    TypingPause(Terminal terminal, Attributes outside) {
        this.terminal = terminal;
        this.outside = outside;
    }

    /**
     * Stops the whole process group, as the terminal would do it, and returns when it goes on: at once, where there is no
     * shell that could let it go on.
     */
    void stop() throws InterruptedException {
        terminal.writer().write(LineReaderImpl.BRACKETED_PASTE_OFF);
        terminal.puts(Capability.keypad_local);
        terminal.flush();
        terminal.setAttributes(outside);
        try {
            // The signal stops the shell that sends it too: its end comes when all go on.
            var stop = BareProcess.of("/bin/sh", "-c", "kill -s TSTP 0")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            stop.start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot stop for Ctrl+Z", failed);
        } finally {
            resume();
        }
    }

    /** Takes the terminal again, whoever had it meanwhile. */
    void resume() {
        TypingTerminal.makeRaw(terminal);
        terminal.puts(Capability.keypad_xmit);
        terminal.writer().write(LineReaderImpl.BRACKETED_PASTE_ON);
        terminal.flush();
    }
}
