package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
    /** So many, twice: a longer path than the kernel tells. */
    private static final int FOLDERS = 12;

    @TempDir
    Path folder;

    @Test
    void what_cannot_be_placed_is_not_held_open() throws Exception {
        var near = Files.createSymbolicLink(folder.resolve("short"), deep(folder));
        var far = deep(near);
        try {
            assertThatThrownBy(() -> Descriptors.hold(far))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining("cannot read /proc/self/fd");

            assertThat(withoutPlace()).isZero();
        } finally {
            for (var place = far; !place.equals(near); place = place.resolveSibling("")) {
                Files.delete(place);
            }
        }
    }

    private static Path deep(Path above) throws IOException {
        var deep = above;
        for (var i = 0; i < FOLDERS; i++) {
            deep = Files.createDirectory(deep.resolve("d".repeat(200)));
        }
        return deep;
    }

    /** How many open files of this process the kernel finds no words for. */
    private static int withoutPlace() throws IOException {
        var count = 0;
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var descriptor : open) {
                try {
                    var _ = Files.readSymbolicLink(descriptor);
                } catch (NoSuchFileException closedMeanwhile) {
                    // by another thread
                } catch (FileSystemException nowhere) {
                    count++;
                }
            }
        }
        return count;
    }
}
