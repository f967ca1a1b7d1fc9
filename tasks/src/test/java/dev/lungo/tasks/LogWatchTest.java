package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs go on being looked at whatever the kernel refuses. */
class LogWatchTest {
    @TempDir
    Path folder;

    @Test
    void where_the_kernel_takes_no_question_logs_are_looked_at_now_and_then() throws Exception {
        var epoll = new ExitWatch();
        // It answers every question with an error from now on, as it does to a user who has asked too many.
        epoll.close();
        var looks = new AtomicInteger();
        try (var logs = new LogWatch(epoll)) {
            var watched = logs.watch(folder, () -> looks.incrementAndGet() > 0);
            for (var n = 1; n <= 3; n++) {
                var before = looks.get();
                Files.write(folder.resolve("output.log"), new byte[n]);
                Patience.until("it was looked at", () -> looks.get() > before);
            }
            logs.forget(watched);
        }
    }

    @Test
    void a_look_that_fails_ends_no_other_look() throws Exception {
        var epoll = new ExitWatch();
        var other = Files.createDirectory(folder.resolve("other"));
        var looks = new AtomicInteger();
        try (var logs = new LogWatch(epoll)) {
            logs.watch(folder, () -> {
                throw new TaskException("broken");
            });
            logs.watch(other, () -> looks.incrementAndGet() > 0);
            Patience.until("it was looked at", () -> looks.get() > 0);
            var before = looks.get();
            Files.write(other.resolve("output.log"), new byte[1]);

            Patience.until("it was looked at again", () -> looks.get() > before);
        }
        epoll.close();
    }
}
