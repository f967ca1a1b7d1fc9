package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that has a past when an engine begins to look at it, and what its drain complained of. */
class GrowingLogTest {
    private static final long MIB = 1 << 20;
    private static final String FULL = "tee: 'standard output': No space left on device";

    @TempDir
    Path path;

    private final ExitWatch epoll = new ExitWatch();
    private final LogWatch watch = new LogWatch(epoll);
    private final Semaphore written = new Semaphore(0);
    private final AtomicLong kept = new AtomicLong();
    private TaskFolder folder = new TaskFolder(Path.of("/nonexistent"));

    @BeforeEach
    void make() throws Exception {
        folder = new TaskFolder(path.resolve("b7"));
        folder.create("true", new Owner("", "", Lifetime.SESSION));
    }

    @AfterEach
    void close() {
        watch.close();
        epoll.close();
    }

    /** A drain whose new processes are counted. */
    private final class Drains implements GrowingLog.Writer {
        @Override
        public void discard() {
            throw new AssertionError("this file system has holes");
        }

        @Override
        public void writeAgain() {
            written.release();
        }
    }

    private GrowingLog look() {
        return new GrowingLog(watch, new LogMiddle(folder), KeepRule.within(8 * MIB), new Drains(), kept::addAndGet);
    }

    private void awaitNewDrain() throws InterruptedException {
        assertThat(written.tryAcquire(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void what_a_drain_complained_of_before_anybody_looked_is_answered_without_a_new_word_of_it() throws Exception {
        Files.write(folder.log(), new byte[5]);
        folder.complain(FULL);

        try (var _ = look()) {
            awaitNewDrain();

            assertThat(folder.complaint()).isEqualTo(FULL + "\noutput before byte 5 is missing");
        }
    }

    @Test
    void a_log_that_grew_too_big_while_nobody_looked_is_freed_without_a_new_byte() throws Exception {
        Files.write(folder.log(), new byte[(int) (9 * MIB)]);

        try (var _ = look()) {
            Patience.until(
                    "it is freed", () -> !new FreedFile(folder.freed()).read().isEmpty());
        }
    }

    @Test
    void a_complaint_that_an_earlier_engine_answered_is_not_answered_again() throws Exception {
        var answered = FULL + "\noutput before byte 3 is missing";
        folder.complain(answered);
        try (var _ = look()) {
            Files.write(folder.log(), new byte[7]);
            Patience.until("it was looked at", () -> kept.get() == 7);

            folder.complain(answered + "\n" + FULL);
            awaitNewDrain();

            assertThat(folder.complaint()).isEqualTo(answered + "\n" + FULL + "\noutput before byte 7 is missing");
            assertThat(written.availablePermits()).isZero();
        }
    }

    @Test
    void however_often_the_disk_was_full_the_last_answer_is_there() throws Exception {
        for (var n = 1; n <= 9; n++) {
            // As a drain does it, behind what is there already.
            var earlier = folder.complaint();
            Files.writeString(folder.complaints(), (earlier + "\n" + FULL + "\n").stripLeading());
            folder.complain(folder.complaint() + "\noutput before byte " + n + "000000000 is missing");

            assertThat(folder.complaint())
                    .startsWith(n < 3 ? FULL : "earlier losses are left out here\n")
                    .endsWith(FULL + "\noutput before byte " + n + "000000000 is missing");
            assertThat(folder.complaints()).hasSize(WaiterRecord.SIZE);
            assertThat(folder.complaintLength()).isEqualTo(folder.complaint().length() + 1);
        }
    }

    @Test
    void what_a_drain_wrote_beyond_the_end_of_the_file_does_not_stay_behind_an_answer() throws Exception {
        Files.writeString(folder.complaints(), "tee: x\n".repeat(50), StandardOpenOption.TRUNCATE_EXISTING);

        folder.complain("short");

        assertThat(folder.complaint()).isEqualTo("short");
    }
}
