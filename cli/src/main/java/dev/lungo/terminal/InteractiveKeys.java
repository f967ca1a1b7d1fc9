package dev.lungo.terminal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands keys to the conversation, once there is one. */
final class InteractiveKeys implements Screen.Keys {
    // Set once, when the conversation is served.
    private final AtomicReference<@Nullable InteractiveConversation> served = new AtomicReference<>();

    void serve(InteractiveConversation conversation) {
        served.set(conversation);
    }

    Optional<InteractiveConversation> conversation() {
        return Optional.ofNullable(served.get());
    }

    @Override
    public void escape() {
        conversation().ifPresent(InteractiveConversation::interrupt);
    }

    @Override
    public void cancel() {
        conversation().ifPresent(InteractiveConversation::cancel);
    }

    @Override
    public void background() {
        conversation().ifPresent(InteractiveConversation::toBackground);
    }

    @Override
    public void nextMode() {
        conversation().ifPresent(InteractiveConversation::nextMode);
    }
}
