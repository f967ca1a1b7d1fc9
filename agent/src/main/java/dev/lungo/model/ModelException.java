package dev.lungo.model;

/** There is no answer, and trying again right now would not bring one. The message says what happened and what to do. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    public ModelException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ModelException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong. */
    public enum Kind {
        /** The key or token was refused. */
        AUTHENTICATION,
        /** The server does not take the request; a bug of ours, or a wrong model id. */
        REFUSED_REQUEST,
        /**
         * The server takes no system entries inside messages; {@link Model#capabilities()} says so from now on. The
         * caller draws its draft again and asks again.
         */
        NO_SYSTEM_ENTRIES,
        /** The conversation is longer than the context window. */
        CONTEXT_FULL,
        /** A limit on spending is reached. */
        SPENDING_LIMIT,
        /** The server is overloaded, limits the rate or fails, and all retries are used up. */
        UNAVAILABLE,
        /** The server cannot be reached, or its streams break off, and all retries are used up. */
        CONNECTION,
        /** A scripted model has no turn left, or its script cannot be read. */
        SCRIPT
    }
}
