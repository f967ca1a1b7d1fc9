package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
    @Test
    void what_failed_first_is_said_also_where_nothing_is_left_to_be_removed(@TempDir Path temp) throws Exception {
        Path folder = Files.createDirectory(temp.toRealPath().resolve("folder"));
        Path pipe = temp.resolve("pipe");
        ToolBench.shell("mkfifo '" + pipe + "'");
        var copy = new FutureTask<>(
                () -> catchThrowable(() -> new AtomicFiles(FileHistory.NONE).copy(pipe, folder.resolve("file"), 0600)));
        Thread.ofPlatform().daemon().start(copy);

        // It opens once the copy waits for what is written.
        try (var _ = Files.newOutputStream(pipe)) {
            Path beside = files(folder).getFirst();
            Files.delete(beside);
        }

        Throwable failed = copy.get();
        assertThat(failed).isInstanceOf(NoSuchFileException.class).hasMessageStartingWith(folder + "/.file.lungo-");
        assertThat(failed.getSuppressed()).hasSize(1).hasOnlyElementsOfType(NoSuchFileException.class);
        assertThat(files(folder)).isEmpty();
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
