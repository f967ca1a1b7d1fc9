package dev.lungo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Text that is piped in, read to its end. */
final class Stdin {
    static final int LARGEST = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Stdin() {}

    /** All of it. */
    static String read(InputStream in) {
        return read(in, () -> {});
    }

    /**
     * All of it, where it begins within 3 s; empty where a pipe stays open and silent, as some callers leave it.
     *
     * @param say takes a warning for people
     */
    static Optional<String> readIfAny(InputStream in, Consumer<String> say) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var text = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("stdin").start(() -> {
            try {
                text.complete(read(in, begun::countDown));
            } catch (RuntimeException failed) {
                text.completeExceptionally(failed);
            } finally {
                begun.countDown();
            }
        });
        if (!begun.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            say.accept("nothing came on stdin for 3 s: going on without it (</dev/null avoids the wait)");
            return Optional.empty();
        }
        try {
            return Optional.of(text.get());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(failed);
        }
    }

    private static String read(InputStream in, Runnable begun) {
        try {
            byte[] first = in.readNBytes(1);
            begun.run();
            byte[] rest = in.readNBytes(LARGEST);
            if (rest.length == LARGEST) {
                throw new UsageException("stdin is longer than 4 MiB: write it to a file and name the file instead");
            }
            return new String(first, StandardCharsets.ISO_8859_1).isEmpty()
                    ? ""
                    : new String(join(first, rest), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("stdin cannot be read", failed);
        }
    }

    private static byte[] join(byte[] first, byte[] rest) {
        byte[] all = new byte[first.length + rest.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }
}
