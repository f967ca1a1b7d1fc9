package dev.lungo.tasks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The log of a task that can still write: kept within its allowance, and written to again after a full disk. All but
 * {@link #close} runs in the thread that looks at logs.
 */
final class GrowingLog implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Begins the line that answers a complaint: since then, output is written again. */
    private static final String ANSWER = "output before byte ";

    /** Less would only be filled up again at once. */
    private static final long ROOM = 1 << 20;

    /** What can be done about who writes the log. */
    interface Writer {
        /** Makes it go on reading and write no more. */
        void discard();

        /** Makes it try to write again. */
        void writeAgain();
    }

    private final TaskFolder folder;
    private final LogMiddle middle;
    private final KeepRule rule;
    private final Writer writer;
    private final LongConsumer growth;
    private final LogWatch watch;
    private final LogWatch.Watched watched;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The next four are written by the looking thread. */
    private long size;

    private long kept;
    private boolean discarded;
    private boolean failed;

    /** Set by the looking thread, taken back by the one that waits for room; each writes the next two in its time. */
    private volatile boolean waiting;

    private String complaint = "";
    private Duration pause = FIRST_PAUSE;

    /**
     * Has a log looked at from now on, and soon for the first time: it may have a past.
     *
     * @param growth told by how many bytes more, or fewer, are kept
     */
    GrowingLog(LogWatch watch, LogMiddle middle, KeepRule rule, Writer writer, LongConsumer growth) {
        this.middle = middle;
        folder = middle.folder();
        this.rule = rule;
        this.writer = writer;
        this.growth = growth;
        this.watch = watch;
        watched = watch.watch(folder.path(), this::look);
    }

    /** Frees what has to be freed; answers whether the log grew since the last look. */
    private boolean look() {
        if (closed.getCount() == 0) {
            return false;
        }
        try {
            var before = size;
            keepWithinAllowance();
            if (!discarded && !waiting) {
                hear(folder.complaint());
            }
            return size != before;
        } catch (IOException | TaskException e) {
            if (!failed) {
                failed = true;
                Log.warning("cannot keep the log in " + folder.path() + " within its allowance", e);
            }
            return false;
        }
    }

    private void keepWithinAllowance() throws IOException {
        if (!discarded && middle.free(rule) == LogMiddle.Outcome.IMPOSSIBLE) {
            discarded = true;
            writer.discard();
            folder.complain("output beyond about " + rule.limit() / KeepRule.UNIT * KeepRule.UNIT
                    + " bytes is not kept: this file system cannot free the middle of a file");
        }
        size = middle.size();
        var now = size <= rule.head() ? size : middle.kept();
        growth.accept(now - kept);
        kept = now;
    }

    /** Whoever writes gives up for good at the first failure, and says so. What an earlier engine answered is no news. */
    private void hear(String words) {
        if (!words.equals(complaint)) {
            complaint = words;
            if (!words.isEmpty()
                    && !words.substring(words.lastIndexOf('\n') + 1).startsWith(ANSWER)) {
                waiting = true;
                Thread.ofVirtual().name("lungo-room").start(() -> awaitRoom(words));
            }
        }
    }

    private void awaitRoom(String words) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (folder.path().toFile().getUsableSpace() >= ROOM) {
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                    complaint = folder.complain(words + "\n" + ANSWER + middle.size() + " is missing");
                    waiting = false;
                    writer.writeAgain();
                    return;
                }
            }
        } catch (IOException | TaskException e) {
            Log.warning("the output in " + folder.path() + " is not written any more", e);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a last look at what came since the one before, none does anything any more. */
    @Override
    public void close() {
        closed.countDown();
        watch.forget(watched);
        try {
            var _ = middle.free(rule);
        } catch (IOException | TaskException e) {
            Log.warning("cannot keep the log in " + folder.path() + " within its allowance", e);
        }
    }
}
