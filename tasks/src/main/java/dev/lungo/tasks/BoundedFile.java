package dev.lungo.tasks;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files that commands may exchange at any moment: what is looked at is what was opened, so that a pipe in a file's place
 * holds nobody up, and a file that grows meanwhile is not read to its end.
 */
final class BoundedFile {
    private BoundedFile() {}

    /** The content of a regular file that is not longer than this; empty for all else. */
    static Optional<byte[]> read(Path file, int longest) {
        var descriptor = Descriptors.tryOpenWithoutWaiting(file.toString());
        if (descriptor < 0) {
            return Optional.empty();
        }
        var opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            if (!Files.isRegularFile(opened) || Files.size(opened) > longest) {
                return Optional.empty();
            }
            try (var in = new FileInputStream(opened.toFile())) {
                var content = in.readNBytes(longest);
                return in.read() < 0 ? Optional.of(content) : Optional.empty();
            }
        } catch (IOException gone) {
            return Optional.empty();
        } finally {
            Descriptors.close(descriptor);
        }
    }
}
