package dev.lungo.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the standard streams are connected to, without loading a terminal library. */
enum Descriptor {
    IN(0),
    OUT(1),
    ERR(2);

    private final int number;

    Descriptor(int number) {
        this.number = number;
    }

    boolean isTerminal() {
        String target = target();
        if (target.isEmpty()) {
            // no /proc here; the console speaks for stdin and stdout
            return Optional.ofNullable(System.console())
                    .map(Console::isTerminal)
                    .orElse(false);
        }
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Whether reading may wait for another process without end. */
    boolean isPipe() {
        String target = target();
        return target.startsWith("pipe:") || target.startsWith("socket:") || target.isEmpty();
    }

    private String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(number)))
                    .toString();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }
}
