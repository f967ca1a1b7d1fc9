package dev.lungo.tasks;

import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a task across processes and threads: a {@code flock} on its folder. It belongs to the open file,
 * so that two engines in one JVM exclude each other too, and a shell can take it by flock(1).
 */
final class TaskLock implements AutoCloseable {
    private static final int NONE = -1;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Longer than any stop takes. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final int descriptor;

    private TaskLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Waits until nobody else has it. The lock of a folder that is gone is free: nobody else can find the task.
     *
     * @throws TaskException where somebody has it for longer than any stop takes
     */
    static TaskLock take(TaskFolder folder) throws InterruptedException {
        if (Files.notExists(folder.path())) {
            return new TaskLock(NONE);
        }
        var descriptor = Descriptors.open(folder.path(), Descriptors.READ);
        try {
            // Asked for again and again: a wait inside the kernel would hold a carrier thread.
            var end = System.nanoTime() + LIMIT.toNanos();
            while (!Descriptors.lock(descriptor)) {
                if (System.nanoTime() > end) {
                    throw new TaskException("somebody has held the lock of " + folder.path() + " for "
                            + LIMIT.toSeconds() + " s; a 'lungo stop' that was suspended, perhaps");
                }
                Thread.sleep(PAUSE);
            }
            return new TaskLock(descriptor);
        } catch (InterruptedException | RuntimeException e) {
            Descriptors.close(descriptor);
            throw e;
        }
    }

    /** Takes it if nobody has it; null if somebody has, or the folder is gone. */
    static @Nullable TaskLock tryTake(TaskFolder folder) {
        if (Files.notExists(folder.path())) {
            return null;
        }
        var descriptor = Descriptors.open(folder.path(), Descriptors.READ);
        if (Descriptors.lock(descriptor)) {
            return new TaskLock(descriptor);
        }
        Descriptors.close(descriptor);
        return null;
    }

    @Override
    public void close() {
        if (descriptor != NONE) {
            Descriptors.close(descriptor);
        }
    }
}
