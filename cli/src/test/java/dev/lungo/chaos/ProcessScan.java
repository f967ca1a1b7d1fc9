package dev.lungo.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds all processes of a round: by a variable of their environment that Lungo knows nothing of, by their working folder,
 * or by an open file below the round's folder. Those that have ended and wait to be reaped do not count.
 */
record ProcessScan(String mark, Path folder) {
    /** What is there, as {@code pid: command line}. */
    List<String> found() throws IOException {
        return all().map(process -> process.getFileName() + ": "
                        + text(process.resolve("cmdline")).replace('\0', ' '))
                .toList();
    }

    /** Ends what a failed round left, so that nothing of it stays on the machine. */
    void killAll() throws IOException {
        all().map(process -> Long.parseLong(process.getFileName().toString()))
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private Stream<Path> all() throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (belongs(process)) {
                    found.add(process);
                }
            }
        }
        return found.stream();
    }

    private boolean belongs(Path process) {
        if (process.endsWith(Long.toString(ProcessHandle.current().pid()))
                || text(process.resolve("cmdline")).isEmpty()) {
            return false;
        }
        return text(process.resolve("environ")).contains(mark)
                || target(process.resolve("cwd")).startsWith(folder)
                || opens(process);
    }

    private boolean opens(Path process) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).startsWith(folder)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrAnothers) {
            return false;
        }
        return false;
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException goneOrAnothers) {
            return Path.of("/");
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrAnothers) {
            return "";
        }
    }
}
