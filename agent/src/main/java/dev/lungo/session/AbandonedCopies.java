package dev.lungo.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes left that were killed while they copied a session: the draft of a transcript, or what files were before without
 * a transcript beside it. What is an hour old belongs to nobody: no copy takes so long.
 *
 * @param folder of the transcripts
 */
record AbandonedCopies(Path folder) {
    private static final Duration ABANDONED = Duration.ofHours(1);

    void remove() throws IOException {
        var before = FileTime.from(Instant.now().minus(ABANDONED));
        for (Path path : listed(folder)) {
            try {
                if (isOfACopy(path) && Files.getLastModifiedTime(path).compareTo(before) < 0) {
                    removeAll(path);
                }
            } catch (NoSuchFileException finished) {
                // Another process copies too: its draft has its name by now, or it removed what this one found.
            }
        }
    }

    private static void removeAll(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path kept : listed(path)) {
                Files.deleteIfExists(kept);
            }
        }
        Files.deleteIfExists(path);
    }

    private boolean isOfACopy(Path path) {
        String name = String.valueOf(path.getFileName());
        return ForkedTranscript.isDraft(name)
                || (name.endsWith(FileCheckpoints.SUFFIX)
                        && Files.isDirectory(path)
                        && !Files.exists(folder.resolve(name.replaceFirst("\\.[a-z]*$", ".jsonl"))));
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
