package dev.lungo.model;

/**
 * A language model that one can talk to. Blocking: call it on a virtual thread; an interrupt of that thread cancels the
 * request at once. One request at a time; {@link #capabilities()} may be asked from any thread.
 */
public interface Model extends AutoCloseable {
    /** The id that requests carry, such as {@code claude-opus-5-5}. */
    String id();

    /** What this model can do, as far as is known now; it changes when the server refuses something. */
    Capabilities capabilities();

    /**
     * Sends the conversation and waits for the whole answer; retries what can be retried and tells the listener so.
     * Never answers half a reply.
     *
     * @param listener called on the calling thread
     * @throws ModelException when there is no answer; the conversation is unharmed
     * @throws InterruptedException when the thread was interrupted; the request is cancelled
     */
    Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException;

    @Override
    void close();
}
