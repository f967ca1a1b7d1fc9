package dev.lungo.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** Sets a terminal and JLine's reader up the way Lungo wants them. */
final class TypingTerminal {
    private static final int HISTORY_LINES = 1_000;

    private TypingTerminal() {}

    /** A screen on the terminal of this process. */
    static Screen open(Path history, boolean colour, Screen.Keys keys) {
        try {
            // The probe for grapheme clusters would cost half a second; dumb: no complaint on stderr where there is no
            // tty.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("jni")
                    .dumb(true)
                    .graphemeCluster(false)
                    .nativeSignals(false)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
            return new TypingScreen(terminal, colour, history, keys);
        } catch (IOException noTerminal) {
            throw new UncheckedIOException("cannot use the terminal", noTerminal);
        }
    }

    /** Runs when this signal comes, such as {@code HUP}, instead of what the JVM does then. */
    static void onSignal(String name, Runnable then) {
        Signals.register(name, then);
    }

    /** Ctrl+C becomes a key like any other, and the terminal's signals come; answers what to restore. */
    static Attributes takeOver(Terminal terminal) {
        Attributes before = terminal.getAttributes();
        var ours = new Attributes(before);
        ours.setControlChar(Attributes.ControlChar.VINTR, 0);
        ours.setControlChar(Attributes.ControlChar.VQUIT, 0);
        terminal.setAttributes(ours);
        for (Signal signal : new Signal[] {Signal.WINCH, Signal.CONT}) {
            Signals.register(signal.name().toUpperCase(Locale.ROOT), () -> terminal.raise(signal));
        }
        return before;
    }

    static void setUp(TypingReader reader, Path history) {
        reader.setParser(new TypingParser());
        reader.setCompleter((_, line, candidates) ->
                InteractiveCommand.matching(line.line()).forEach(command -> candidates.add(new Candidate(command))));
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        reader.setOpt(LineReader.Option.ERASE_LINE_ON_FINISH);
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "  ");
        reader.setVariable(LineReader.HISTORY_SIZE, HISTORY_LINES);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
        if (mayUse(history)) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        reader.setHistory(new DefaultHistory(reader));
    }

    /** Whether the file is there, for this user's eyes only; without one, the history lasts as long as the program. */
    private static boolean mayUse(Path history) {
        var ours = PosixFilePermissions.fromString("rw-------");
        try {
            try {
                Files.createFile(history, PosixFilePermissions.asFileAttribute(ours));
            } catch (FileAlreadyExistsException usual) {
                Files.setPosixFilePermissions(history, ours);
            }
            return Files.isWritable(history);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
