package dev.lungo.model;

/**
 * A whole answer.
 *
 * @param message what the model said; empty content where it refused
 * @param stop why it ended
 * @param usage of this request
 */
public record Reply(Message.Assistant message, Stop stop, Usage usage) {
    /** Why an answer ended. */
    public enum Stop {
        END_TURN,
        STOP_SEQUENCE,
        TOOL_USE,
        /** The answer hit its limit; a call that was cut is not in the message. */
        MAX_TOKENS,
        /** Send the same conversation again, with this message at its end, and the model goes on. */
        PAUSE_TURN,
        /** The model refused; the partial content is discarded. */
        REFUSAL,
        /** The context window is full. */
        CONTEXT_FULL
    }
}
