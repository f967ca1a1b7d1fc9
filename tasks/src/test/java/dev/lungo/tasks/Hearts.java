package dev.lungo.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A folder in which processes beat, and the means to find them: by the folder's name in what they show, and by their beats. */
record Hearts(Path folder) {
    static Hearts of(Path folder) {
        return new Hearts(folder);
    }

    /** The hearts that beat while this waits. */
    List<Path> beating() {
        var before = beats();
        pass();
        return beats().entrySet().stream()
                .filter(heart -> !heart.getValue().equals(before.get(heart.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A process that beats for a while: on a busy machine, that is the clock. */
    private static void pass() {
        try {
            new ProcessBuilder("sh", "-c", "for i in 1 2 3 4 5; do sleep 0.1; done")
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Path, Long> beats() {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file, Hearts::size, Long::sum, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that have the folder's name in their environment or arguments. */
    List<ProcessStat> marked() {
        var marked = new ArrayList<ProcessStat>();
        for (var process : ProcessTable.read().all()) {
            if (!process.ended() && process.pid() != ProcessHandle.current().pid() && shows(process)) {
                marked.add(process);
            }
        }
        return marked;
    }

    private boolean shows(ProcessStat process) {
        return text(process, "environ").contains(folder.toString())
                || text(process, "cmdline").contains(folder.toString());
    }

    private static String text(ProcessStat process, String file) {
        var text = ProcFile.read(
                "/proc/" + process.pid() + "/" + file, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return text == null ? "" : text;
    }

    /** For what a test could not prove: nobody is left over by it. */
    void kill() {
        for (var all = marked(); !all.isEmpty(); all = marked()) {
            all.forEach(process -> Pidfd.signal(process.identity(), Signals.KILL));
        }
    }
}
