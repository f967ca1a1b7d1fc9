package dev.lungo.shell;

import java.util.Optional;

/**
 * Where a file descriptor of a command leads.
 *
 * @param descriptor in front of the operator: a number, <code>{name}</code>, or empty
 * @param target a file, a descriptor, a here-document's delimiter or a here-string
 * @param document of {@link Kind#HERE_DOCUMENT} alone
 */
public record Redirection(Kind kind, String descriptor, Word target, Optional<HereDocument> document) {
    /** What an operator does. */
    public enum Kind {
        /** {@code <}. */
        READ,
        /** {@code >}. */
        WRITE,
        /** {@code >>}. */
        APPEND,
        /** {@code >|}. */
        CLOBBER,
        /** {@code <>}: opens for both, and creates. */
        READ_WRITE,
        /** {@code <&} and {@code >&} with a number, {@code -}, or a variable that is sure to hold a number. */
        DUPLICATE,
        /** {@code &>}, and {@code >&} with a file. */
        WRITE_BOTH,
        /** {@code &>>}. */
        APPEND_BOTH,
        /** {@code <<} and {@code <<-}. */
        HERE_DOCUMENT,
        /** {@code <<<}. */
        HERE_STRING
    }

    /**
     * The lines behind a {@code <<}.
     *
     * @param expands whether parameters and substitutions in it are expanded: the delimiter is not quoted
     * @param body text and expansions
     */
    public record HereDocument(boolean expands, Word body) {}

    /** Whether the target is a file that is created or written. */
    public boolean writes() {
        return switch (kind) {
            case WRITE, APPEND, CLOBBER, READ_WRITE, WRITE_BOTH, APPEND_BOTH -> true;
            case READ, DUPLICATE, HERE_DOCUMENT, HERE_STRING -> false;
        };
    }
}
