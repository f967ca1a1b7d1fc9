package dev.lungo.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells a person what the sandbox leaves open, as soon as it is found: the first request does not wait for that. Used by one thread. */
final class LeftOpen implements AutoCloseable {
    /** For who leaves at once: the files looked at are small and few. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final boolean anything;
    private final Supplier<String> found;
    private Optional<Thread> look = Optional.empty();

    /**
     * Looks at nothing yet.
     *
     * @param anything whether there is something to look for at all
     * @param found looks, and says what there is; empty where that is nothing
     */
    LeftOpen(boolean anything, Supplier<String> found) {
        this.anything = anything;
        this.found = found;
    }

    static LeftOpen by(Confining confining) {
        return new LeftOpen(confining.mayLeaveOpen(), confining::leftOpen);
    }

    /** @param person told on another thread, at most once */
    void tell(Consumer<String> person) {
        if (anything) {
            look = Optional.of(Thread.ofPlatform().name("left open").daemon().start(() -> look(person)));
        }
    }

    private void look(Consumer<String> person) {
        String open;
        try {
            open = found.get();
        } catch (RuntimeException failed) {
            open = "what the sandbox cannot hide is not known: " + failed;
        }
        if (!open.isEmpty()) {
            person.accept(open);
        }
    }

    /** A short run says it before it ends. */
    @Override
    public void close() {
        try {
            if (look.isPresent()) {
                var _ = look.get().join(LIMIT);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
