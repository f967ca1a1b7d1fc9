package dev.lungo.proxy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** A request is answered by the proxy itself, and goes nowhere. */
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private RefusedRequest(int status, String title, String message) {
        super(message);
        this.status = status;
        this.title = title;
    }

    static RefusedRequest malformed(String what) {
        return new RefusedRequest(400, "Bad Request", what);
    }

    static RefusedRequest tooLarge(int bytes) {
        return new RefusedRequest(
                431, "Request Header Fields Too Large", "the head of a request has at most " + bytes + " bytes");
    }

    static RefusedRequest denied(Destination wanted, Denial.Reason reason) {
        String text = new Denial(Instant.EPOCH, wanted.toString(), reason).text();
        return new RefusedRequest(
                403, "Forbidden by the sandbox", "the sandbox of this command does not let it reach " + text);
    }

    static RefusedRequest unreachable(String what) {
        return new RefusedRequest(502, "Bad Gateway", what);
    }

    static RefusedRequest busy() {
        return new RefusedRequest(503, "Service Unavailable", "too many connections at once");
    }

    /** As it goes to the client. */
    byte[] answer() {
        byte[] body = ("Lungo: " + getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + title + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: close\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, answer, start.length, body.length);
        return answer;
    }
}
