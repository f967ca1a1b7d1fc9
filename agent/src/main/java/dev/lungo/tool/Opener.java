package dev.lungo.tool;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens what may be a pipe by now, to which nobody ever writes, and that is not to be interrupted: on a thread beside, which is
 * left behind where it takes too long. Owned by one thread.
 */
final class Opener implements Closeable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Says what a call answers. */
    @FunctionalInterface
    interface Opening<T extends Closeable> {
        T open() throws IOException;
    }

    private final Duration limit;
    private ExecutorService beside = thread();

    /** Whether something was left behind. */
    private boolean stuck;

    Opener() {
        this(LIMIT);
    }

    Opener(Duration limit) {
        this.limit = limit;
    }

    /** Opens one thing. */
    static <T extends Closeable> T once(Path path, Opening<T> opening) throws IOException {
        try (var opener = new Opener()) {
            return opener.open(path, opening);
        }
    }

    /** A platform thread: a virtual one that is stuck in the kernel would keep its carrier from all others. */
    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("lungo-opener").factory());
    }

    /** @param path for the message where it fails */
    <T extends Closeable> T open(Path path, Opening<T> opening) throws IOException {
        var opened = new CompletableFuture<T>();
        beside.execute(() -> answer(opening, opened));
        try {
            return opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                // Of this very call, and its kind says what is to be done.
                case IOException io -> throw io;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("while opening " + path, failed);
            }
        } catch (TimeoutException stuck) {
            leave(opened);
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "it does not open within " + limit.toSeconds() + " s; it may be a pipe by now");
        } catch (InterruptedException interrupt) {
            leave(opened);
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    private static <T extends Closeable> void answer(Opening<T> opening, CompletableFuture<T> opened) {
        try {
            T answer = opening.open();
            if (!opened.complete(answer)) {
                answer.close();
            }
        } catch (Throwable failed) {
            // Whoever waits has to hear of it, whatever it is.
            opened.completeExceptionally(failed);
        }
    }

    /** What opens after all is closed then. */
    private void leave(CompletableFuture<?> opened) {
        stuck = true;
        opened.cancel(false);
        beside.shutdown();
        beside = thread();
    }

    /** Closes a folder, which waits until all that is opened in it is open: not for what was left behind. */
    void close(HeldFolder folder) throws IOException {
        if (!stuck) {
            folder.close();
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                folder.close();
            } catch (IOException failed) {
                throw new UncheckedIOException("while closing " + folder.path(), failed);
            }
        });
    }

    @Override
    public void close() {
        beside.shutdown();
    }
}
