package dev.lungo.proxy;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a client wants to go, as it says.
 *
 * @param host in lower case, without a dot at its end; an IPv6 address without brackets
 */
record Destination(String host, int port) {
    private static final int LONGEST_NAME = 253;

    /** Reads {@code host:port}, or {@code host} where a port goes without saying; empty where it is neither. */
    static Optional<Destination> parse(String authority, int usualPort) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0
                    ? Optional.empty()
                    : of(authority.substring(1, end), authority.substring(end + 1), usualPort);
        }
        int colon = authority.indexOf(':');
        return colon < 0
                ? of(authority, "", usualPort)
                : of(authority.substring(0, colon), authority.substring(colon), usualPort);
    }

    private static Optional<Destination> of(String host, String port, int usualPort) {
        String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.matches("[a-z0-9._:-]+")) {
            return Optional.empty();
        }
        if (port.isEmpty()) {
            return Optional.of(new Destination(name, usualPort));
        }
        return port.matches(":[0-9]{1,5}") && Integer.parseInt(port.substring(1)) <= 65_535
                ? Optional.of(new Destination(name, Integer.parseInt(port.substring(1))))
                : Optional.empty();
    }

    /** Whether it is no name but an address, in whatever way resolvers understand one: {@code 127.1}, {@code 0x7f000001}. */
    boolean isAddress() {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf(':') >= 0 || last.matches("[0-9]+|0x[0-9a-f]*");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
