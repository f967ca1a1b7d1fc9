package dev.lungo.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client asks of the proxy.
 *
 * @param method such as {@code CONNECT}
 * @param target as it stands in the request line
 * @param headers each {@code Name: value}
 * @param rest what came behind the head already
 */
record RequestHead(String method, String target, List<String> headers, ByteBuffer rest) {
    private static final String PLAIN = "http://";
    /** Meant for the proxy, or for the connection to it. */
    private static final Set<String> HOP = Set.of(
            "connection",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "keep-alive",
            "te",
            "upgrade");

    /**
     * Reads one, and no more than its limit.
     *
     * @throws EOFException where the client leaves before its end
     */
    static RequestHead read(ReadableByteChannel client, int limit) throws IOException, RefusedRequest {
        var bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        int seen = 0;
        while (true) {
            if (client.read(buffer.clear()) < 0) {
                throw new EOFException("the client left within its request");
            }
            bytes.write(buffer.array(), 0, buffer.position());
            byte[] all = bytes.toByteArray();
            int end = end(all, Math.max(0, seen - 3));
            if (end > limit || (end < 0 && all.length > limit)) {
                throw RefusedRequest.tooLarge(limit);
            }
            if (end >= 0) {
                return parse(all, end);
            }
            seen = all.length;
        }
    }

    /** Where the empty line ends; -1 where there is none yet. */
    private static int end(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            if (bytes[at + 1] == '\n') {
                return at + 2;
            }
            if (bytes[at + 1] == '\r' && at + 2 < bytes.length && bytes[at + 2] == '\n') {
                return at + 3;
            }
        }
        return -1;
    }

    private static RequestHead parse(byte[] bytes, int end) throws RefusedRequest {
        List<String> lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (words.length != 3 || !words[0].matches("[A-Z]{1,20}") || !words[2].matches("HTTP/1\\.[01]")) {
            throw RefusedRequest.malformed("this is no request of HTTP/1.1 to a proxy");
        }
        List<String> headers = lines.subList(1, lines.size());
        // A folded or nameless header could be read as another one by the server than by us.
        if (!headers.stream().allMatch(header -> header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00\\r]*"))) {
            throw RefusedRequest.malformed("a header of this request is malformed");
        }
        return new RequestHead(words[0], words[1], headers, ByteBuffer.wrap(bytes, end, bytes.length - end));
    }

    boolean isTunnel() {
        return method.equals("CONNECT");
    }

    Destination destination() throws RefusedRequest {
        Optional<Destination> destination = isTunnel()
                ? Destination.parse(target, 0).filter(found -> found.port() != 0)
                : target.regionMatches(true, 0, PLAIN, 0, PLAIN.length())
                        ? Destination.parse(authority(), 80)
                        : Optional.empty();
        return destination.orElseThrow(
                () -> RefusedRequest.malformed("a proxy takes CONNECT host:port, or http://host/ in the request line"));
    }

    private String authority() {
        String rest = target.substring(PLAIN.length());
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    /** The same request as its server wants it: one, with no other behind it. */
    byte[] forServer() {
        String path = target.substring(PLAIN.length() + authority().length());
        String lines = headers.stream()
                .filter(header -> !HOP.contains(name(header)) && !name(header).equals("host"))
                .map(header -> header + "\r\n")
                .collect(Collectors.joining());
        return (method + " " + (path.startsWith("/") ? path : "/" + path) + " HTTP/1.1\r\nHost: " + authority() + "\r\n"
                        + lines + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Of all headers of that name. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> name(header).equals(name))
                .map(header -> header.substring(name.length() + 1).strip())
                .toList();
    }

    private static String name(String header) {
        return header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
    }
}
