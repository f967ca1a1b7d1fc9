package dev.lungo.model;

/** Watches an answer arrive. Must not block: the stream waits for it. */
@FunctionalInterface
public interface ReplyListener {
    void on(ReplyEvent event);

    /** Whether {@link ReplyEvent.Raw} events are wanted as well; they cost a little. */
    default boolean wantsRaw() {
        return false;
    }
}
