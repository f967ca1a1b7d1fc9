package dev.lungo.shell;

import java.io.Serial;

/** Ends the reading of a line that cannot be read; caught where the reading began. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int at;

    Refusal(String why, int at) {
        // No stack trace: it is an answer, and lines that nobody can read are common.
        super(why, null, false, false);
        this.at = at;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    int at() {
        return at;
    }
}
