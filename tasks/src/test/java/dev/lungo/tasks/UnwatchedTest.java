package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be watched does not stay. */
class UnwatchedTest {
    @TempDir
    Path folder;

    private final Engine engine = new Engine(TaskSettings.DEFAULT, (task, end) -> {});
    private Presence presence = new Presence(engine, new ProjectFolder(Path.of("/nonexistent")));

    @AfterEach
    void close() {
        presence.close(false);
        engine.close();
    }

    private TaskStarter starter() {
        var project = new ProjectFolder(folder);
        presence = new Presence(engine, project);
        return new TaskStarter(engine, project, presence, "");
    }

    @Test
    void a_task_that_cannot_be_watched_is_stopped_and_its_folder_taken_away() throws Exception {
        var started = starter().start(Command.shell("exec sleep 1000"), LateChanges.of(List.of(), new Prints()));
        var waiter = new TaskFolder(started.folder()).readRecord().waiter();
        while (waiter.isEmpty()) {
            Thread.onSpinWait();
            waiter = new TaskFolder(started.folder()).readRecord().waiter();
        }
        Descriptors.close(pidfdOf(waiter.get().pid()));

        assertThatThrownBy(started::watchOrUndo)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("sleep 1000")
                .hasMessageContaining("it was stopped")
                .hasNoSuppressedExceptions();
        assertThat(waiter.get().alive()).isFalse();
        assertThat(started.folder()).doesNotExist();
    }

    @Test
    void a_descriptor_that_cannot_be_watched_is_closed() throws Exception {
        var file = Files.createFile(folder.resolve("no process"));
        var descriptor = Descriptors.open(file, Descriptors.READ);

        assertThatThrownBy(() -> new ProcessWatch(engine.watch(), descriptor, () -> {}))
                .isInstanceOf(TaskException.class);
        for (var open : descriptors()) {
            assertThat(target(open)).isNotEqualTo(file.toString());
        }
    }

    private static int pidfdOf(long pid) throws IOException {
        for (var open : descriptors()) {
            var info = Path.of("/proc/self/fdinfo").resolve(open.getFileName());
            if (Files.exists(info) && Files.readAllLines(info).contains("Pid:\t" + pid)) {
                return Integer.parseInt(open.getFileName().toString());
            }
        }
        throw new AssertionError("nobody watches " + pid);
    }

    private static List<Path> descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.toList();
        }
    }

    private static String target(Path open) throws IOException {
        return Files.exists(open) ? Files.readSymbolicLink(open).toString() : "";
    }
}
