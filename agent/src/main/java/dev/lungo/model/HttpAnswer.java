package dev.lungo.model;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What a server began to answer. */
record HttpAnswer(String where, int status, HttpHeaders headers, ByteFeed body) {
    /** Of an error's body; no error needs more. */
    private static final int ERROR_BODY = 64 << 10;

    static HttpAnswer of(HttpResponse<ByteFeed> response) {
        return new HttpAnswer(Http.where(response.uri()), response.statusCode(), response.headers(), response.body());
    }

    interface Reader {
        Reply read(SseReader events) throws Failed, InterruptedException;
    }

    boolean isOk() {
        return status == 200;
    }

    /** Reads a stream to its end. Whatever goes wrong on the way closes the connection. */
    Reply read(Reader reader) throws Failed, InterruptedException {
        boolean whole = false;
        try {
            if (headers.firstValue("content-type").orElse("").startsWith("text/html")) {
                String message = where + " answered with a web page instead of a stream. Check the base URL.";
                throw Failed.forGood(ModelException.Kind.REFUSED_REQUEST, message, status);
            }
            Reply reply = reader.read(new SseReader(body));
            whole = true;
            return reply;
        } finally {
            if (whole) {
                body.discard();
            } else {
                body.cancel();
            }
        }
    }

    String errorText() throws Failed, InterruptedException {
        try {
            return new String(body.readUpTo(ERROR_BODY), StandardCharsets.UTF_8);
        } catch (InterruptedException interrupt) {
            body.cancel();
            throw interrupt;
        }
    }
}
