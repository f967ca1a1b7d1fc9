package dev.lungo.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task's folder as docs/task-format.md describes it, read by other code than Lungo's own.
 *
 * @param session the one that it belongs to now
 * @param stopped whether its record says that it ended by a stop
 */
record DiskTask(
        String id,
        String session,
        String origin,
        String command,
        OptionalInt exit,
        boolean stopped,
        boolean lost,
        String output) {
    /** All tasks below a folder of tasks. */
    static List<DiskTask> all(Path tasks) throws IOException {
        var all = new ArrayList<DiskTask>();
        if (Files.isDirectory(tasks)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks, "[a-z]*")) {
                for (Path folder : folders) {
                    all.add(of(folder));
                }
            }
        }
        return all;
    }

    private static DiskTask of(Path folder) throws IOException {
        String facts = Files.readString(folder.resolve("task"));
        String record = text(folder.resolve("record"));
        return new DiskTask(
                value(facts, "id").orElse(folder.getFileName().toString()),
                value(text(folder.resolve("owner")), "session").orElse(""),
                value(facts, "origin").orElse(""),
                text(folder.resolve("command")),
                value(record, "exit")
                        .map(Integer::parseInt)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                value(record, "stopped").isPresent(),
                Files.exists(folder.resolve("lost")),
                text(folder.resolve("output.log")));
    }

    @Override
    public String toString() {
        return id;
    }

    boolean over() {
        return exit.isPresent() || lost;
    }

    Shape shape() {
        return Shape.of(command);
    }

    private static Optional<String> value(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1))
                .findFirst();
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
    }
}
