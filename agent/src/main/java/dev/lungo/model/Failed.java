package dev.lungo.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt brought no answer. Says whether another one may. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    final ModelException.Kind kind;

    /** The HTTP status, or 0 where there was none. */
    final int status;

    final boolean again;

    /** How long the server wants us to wait, where it says so. */
    final @Nullable Duration delay;

    /** Set where the attempt failed because nothing came for so long. */
    final @Nullable Duration silence;

    private Failed(
            ModelException.Kind kind,
            String message,
            int status,
            boolean again,
            @Nullable Duration delay,
            @Nullable Duration silence,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.again = again;
        this.delay = delay;
        this.silence = silence;
    }

    static Failed stalled(Duration silence) {
        String message = "the server sent nothing for " + Attempts.seconds(silence);
        return new Failed(ModelException.Kind.CONNECTION, message, 0, true, null, silence, null);
    }

    /** The server on this machine was given long; it would begin anew if it was asked again. */
    static Failed neverBegan(Duration silence) {
        String message = "the server on this machine sent nothing for " + Attempts.seconds(silence)
                + "; LUNGO_STREAM_SILENCE_MS sets how long to wait";
        return new Failed(ModelException.Kind.CONNECTION, message, 0, false, null, silence, null);
    }

    /** No connection, or it broke. */
    static Failed connection(String message, Throwable cause, boolean again) {
        return new Failed(ModelException.Kind.CONNECTION, message, 0, again, null, null, cause);
    }

    /** The stream ended too early or said what nobody can read. */
    static Failed broken(String message) {
        return new Failed(ModelException.Kind.CONNECTION, message, 0, true, null, null, null);
    }

    /** The server is there and does not answer now. */
    static Failed unavailable(String message, int status, @Nullable Duration delay) {
        return new Failed(ModelException.Kind.UNAVAILABLE, message, status, true, delay, null, null);
    }

    /** The same request would fail again. */
    static Failed forGood(ModelException.Kind kind, String message, int status) {
        return new Failed(kind, message, status, false, null, null, null);
    }

    ModelException toModelException(int attempts) {
        String tried = attempts == 1 ? "" : " (tried " + attempts + " times)";
        return new ModelException(kind, reason() + tried, this);
    }

    /** The same without secrets, its causes included. */
    Failed hiding(Secrets secrets) {
        String safe = secrets.hide(reason());
        boolean clean = safe.equals(reason());
        for (Throwable cause = getCause(); clean && cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            clean = text.equals(secrets.hide(text));
        }
        return clean ? this : new Failed(kind, safe, status, again, delay, silence, null);
    }

    /** The message; never null here. */
    String reason() {
        String message = getMessage();
        return message == null ? kind.toString() : message;
    }
}
