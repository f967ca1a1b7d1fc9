package dev.lungo.proxy;

import java.time.Instant;

/**
 * A connection that a command wanted and did not get.
 *
 * @param host and port, as the command asked for it
 */
public record Denial(Instant at, String host, Reason reason) {
    /** What speaks against it. */
    public enum Reason {
        /** The host is not among those that may be reached. */
        NOT_LISTED("it is not among the allowed hosts"),
        /** The host is, its port is not. */
        PORT("this port of it is not allowed"),
        /** Its name leads to an address that no name may lead to. */
        ADDRESS("its name leads to this machine, its link or a metadata service");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /** The host without its port. */
    public String name() {
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** For the model and people: {@code example.org:443 (it is not among the allowed hosts)}. */
    public String text() {
        return host + " (" + reason.words + ")";
    }
}
