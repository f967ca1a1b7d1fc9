package dev.lungo.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Sets a terminal and JLine's reader up the way Lungo wants them. */
final class TypingTerminal {
    private static final int HISTORY_LINES = 1_000;

    private TypingTerminal() {}

    /** A screen on the terminal of this process; a plain one where the terminal or this machine allows no other. */
    static Screen open(Path history, boolean colour, Screen.Keys keys) {
        if (isDumb(System.getenv("TERM"))) {
            return plain(keys);
        }
        try {
            return new TypingScreen(build(), colour, history, keys, System::nanoTime);
        } catch (IOException | IllegalStateException noTerminal) {
            // Such as a folder for temporary files that may hold no native library.
            Screen plain = plain(keys);
            plain.print(List.of(Line.of(Tint.DIM, "no line editing here: " + noTerminal.getMessage())));
            return plain;
        }
    }

    /** The terminal of this process; empty where it, or this machine, allows no moving of its cursor. */
    static Optional<Terminal> editing() {
        if (isDumb(System.getenv("TERM"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(build());
        } catch (IOException | IllegalStateException noTerminal) {
            return Optional.empty();
        }
    }

    private static Terminal build() throws IOException {
        String type = System.getenv("TERM");
        if (type != null) {
            TypingCapabilities.load(type);
        }
        // The probe for grapheme clusters would cost half a second.
        return TerminalBuilder.builder()
                .system(true)
                .provider("jni")
                .dumb(false)
                .graphemeCluster(false)
                .nativeSignals(false)
                .encoding(StandardCharsets.UTF_8)
                .build();
    }

    private static boolean isDumb(@Nullable String type) {
        return type == null || type.isEmpty() || type.equals("dumb") || type.equals("unknown");
    }

    private static Screen plain(Screen.Keys keys) {
        Signals.register("INT", keys::cancel);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        return new PlainScreen(System.in, out);
    }

    /** Runs when this signal comes, such as {@code HUP}, instead of what the JVM does then. */
    static void onSignal(String name, Runnable then) {
        Signals.register(name, then);
    }

    /**
     * Ctrl+C becomes a key like any other, what is typed between two lines is not echoed by the terminal, and its signals
     * come; answers what to restore.
     */
    static Attributes takeOver(Terminal terminal) {
        Attributes before = terminal.getAttributes();
        makeRaw(terminal);
        // What was typed while the program started is typed again on our line.
        terminal.puts(Capability.carriage_return);
        terminal.puts(Capability.clr_eol);
        for (Signal signal : new Signal[] {Signal.WINCH, Signal.CONT}) {
            Signals.register(signal.name().toUpperCase(Locale.ROOT), () -> terminal.raise(signal));
        }
        return before;
    }

    /** No echo, no lines, and no key is a signal, for the terminal or for JLine, which looks for the one that interrupts. */
    static void makeRaw(Terminal terminal) {
        terminal.enterRawMode();
        Attributes ours = terminal.getAttributes();
        ours.setControlChar(Attributes.ControlChar.VINTR, 0);
        ours.setControlChar(Attributes.ControlChar.VQUIT, 0);
        terminal.setAttributes(ours);
    }

    static void setUp(TypingReader reader) {
        reader.setParser(new TypingParser());
        reader.setCompleter((_, line, candidates) ->
                InteractiveCommand.matching(line.line()).forEach(command -> candidates.add(new Candidate(command))));
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        reader.setOpt(LineReader.Option.ERASE_LINE_ON_FINISH);
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "  ");
        reader.setVariable(LineReader.HISTORY_SIZE, HISTORY_LINES);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    }

    /**
     * Remembers lines in a file for this user's eyes only; answers why not, where that cannot be: then they are remembered
     * as long as the program runs.
     */
    static Optional<String> remember(TypingReader reader, Path history) {
        Optional<String> problem = Optional.empty();
        try {
            prepare(history);
            reader.setVariable(LineReader.HISTORY_FILE, history);
        } catch (IOException | UnsupportedOperationException failed) {
            problem = Optional.of("what you type is not remembered in " + history + ": " + failed);
        }
        reader.setHistory(new DefaultHistory(reader));
        return problem;
    }

    private static void prepare(Path history) throws IOException {
        var ours = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(history, PosixFilePermissions.asFileAttribute(ours));
        } catch (FileAlreadyExistsException usual) {
            Files.setPosixFilePermissions(history, ours);
        }
    }
}
