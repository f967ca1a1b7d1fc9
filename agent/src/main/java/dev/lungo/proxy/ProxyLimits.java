package dev.lungo.proxy;

import java.time.Duration;

/**
 * What a proxy puts up with.
 *
 * @param connections at once; more are sent away
 * @param headBytes of a request's head
 * @param head until a request's head must be there
 * @param connect until a server must answer
 * @param silence after which a connection that carries nothing is closed
 */
record ProxyLimits(int connections, int headBytes, Duration head, Duration connect, Duration silence) {
    /** Enough for a package manager at its busiest. */
    static final ProxyLimits DEFAULT =
            new ProxyLimits(512, 32 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMinutes(15));

    ProxyLimits {
        if (connections < 1 || headBytes < 1) {
            throw new IllegalArgumentException(
                    "a proxy for " + connections + " connections and heads of " + headBytes + " bytes serves nobody");
        }
    }
}
