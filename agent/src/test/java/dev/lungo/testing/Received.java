package dev.lungo.testing;

import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param method such as {@code POST}
 * @param headers by lower-case name
 * @param nanoTime when its last byte had arrived
 */
public record Received(String method, String path, Map<String, String> headers, String body, long nanoTime) {
    public Received {
        headers = Map.copyOf(headers);
    }

    /** The header's value; empty where it is absent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
