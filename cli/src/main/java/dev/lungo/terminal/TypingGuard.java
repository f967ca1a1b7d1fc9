package dev.lungo.terminal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a key that answers a question from one that was on its way when the question appeared. Guarded by the lock of
 * the reader that owns it.
 */
final class TypingGuard {
    /** The question must have been there for so long, and no key have come meanwhile. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private long lastEvent;
    private boolean focused;

    TypingGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastEvent = nanoTime.getAsLong();
    }

    /** Another question is open now, or none. */
    void asked() {
        lastEvent = nanoTime.getAsLong();
        focused = false;
    }

    /** A key was pressed; answers whether it came after a pause. */
    boolean typed() {
        long now = nanoTime.getAsLong();
        boolean quiet = now - lastEvent >= PAUSE;
        lastEvent = now;
        return quiet;
    }

    /** The person said that the next keys are for the question, whatever is on the line; or took that back. */
    void toggleFocus() {
        focused = !focused;
    }

    boolean isFocused() {
        return focused;
    }
}
