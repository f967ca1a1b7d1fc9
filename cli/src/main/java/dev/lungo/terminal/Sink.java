package dev.lungo.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a view writes, each piece at once. That nobody reads any more ({@code | head}) is told once to whoever asked
 * and otherwise ignored: it must not end a turn halfway. Safe for any thread.
 */
public final class Sink {
    private final OutputStream out;
    private final Runnable onClosed;
    // Guarded by the monitor of this.
    private Optional<IOException> failure = Optional.empty();

    /** @param onClosed runs once, on the writing thread, when the reader is gone */
    public Sink(OutputStream out, Runnable onClosed) {
        this.out = out;
        this.onClosed = onClosed;
    }

    /** Writes the text and a line end. */
    void line(String text) {
        text(text + "\n");
    }

    /** Writes a part of a line. */
    void text(String text) {
        if (write(text)) {
            onClosed.run();
        }
    }

    /** Why nothing can be written any more; empty while it can. */
    public synchronized Optional<IOException> failure() {
        return failure;
    }

    /** Whether this is the write that failed. */
    private synchronized boolean write(String text) {
        if (failure.isPresent()) {
            return false;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return false;
        } catch (IOException gone) {
            failure = Optional.of(gone);
            return true;
        }
    }
}
