package dev.lungo.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lungo keeps of a project, where the documents say that it is.
 *
 * @param projects the folder of all projects, of which there is one here, sooner or later
 */
record ProjectState(Path projects) {
    Path transcript(String session) {
        return sessions().resolve(session + ".jsonl");
    }

    private Path sessions() {
        return folder().resolve("sessions");
    }

    Path tasksFolder() {
        return folder().resolve("tasks");
    }

    private Path folder() {
        Path none = projects.resolve("none");
        if (!Files.isDirectory(projects)) {
            return none;
        }
        try (var all = Files.list(projects)) {
            return all.findFirst().orElse(none);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + projects, failed);
        }
    }

    List<DiskTask> tasks() throws IOException {
        return DiskTask.all(tasksFolder());
    }

    /** The sessions in which anything was said. */
    List<String> begun() throws IOException {
        var begun = new ArrayList<String>();
        if (Files.isDirectory(sessions())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(sessions(), "*.jsonl")) {
                for (Path file : found) {
                    if (new TranscriptFile(file, true).isBegun()) {
                        begun.add(String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ""));
                    }
                }
            }
        }
        return begun;
    }
}
