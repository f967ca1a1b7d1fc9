package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock within one process; cli's SessionsTest has it between processes, and after a kill. */
class SessionLockTest {
    @TempDir
    Path folder;

    private Path transcript() {
        return folder.resolve("s1.jsonl");
    }

    /** What the kernel says. */
    private boolean isLocked() throws IOException {
        Object inode = Files.getAttribute(SessionLock.beside(transcript()), "unix:ino");
        long pid = ProcessHandle.current().pid();
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains(" WRITE " + pid + " ") && line.contains(":" + inode + " "));
    }

    @Test
    void is_held_until_it_is_closed_and_names_its_holder() throws Exception {
        String me = Long.toString(ProcessHandle.current().pid());
        try (var _ = SessionLock.take(transcript())) {
            assertThat(isLocked()).isTrue();
            assertThat(SessionLock.holder(transcript())).contains(me);
            assertThatThrownBy(() -> SessionLock.take(transcript()))
                    .isInstanceOf(SessionException.class)
                    .hasMessageContaining("The session s1 is in use by the process " + me)
                    .hasMessageContaining("lungo --resume s1 --fork-session")
                    .hasMessageContaining("kill " + me);
            assertThat(isLocked()).as("looking at it does not let go of it").isTrue();
        }
        assertThat(isLocked()).isFalse();
        assertThat(SessionLock.holder(transcript())).isEmpty();
    }

    @Test
    void where_its_holder_removed_the_file_meanwhile_the_one_that_has_the_name_is_locked() throws Exception {
        var removed = new AtomicBoolean();
        try (var _ = SessionLock.take(transcript(), () -> {
            if (removed.compareAndSet(false, true)) {
                remove(SessionLock.beside(transcript()));
            }
        })) {
            assertThat(isLocked()).isTrue();
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void of_a_session_that_nobody_will_want_nothing_stays() {
        SessionLock.take(transcript()).closeForGood();

        assertThat(folder).isEmptyDirectory();
        assertThat(SessionLock.holder(transcript())).isEmpty();
    }
}
