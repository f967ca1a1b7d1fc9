package dev.lungo.model;

/** Watches an answer arrive. Must not block: the stream waits for it. */
@FunctionalInterface
public interface ReplyListener {
    void on(ReplyEvent event);
}
