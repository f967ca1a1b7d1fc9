package dev.lungo.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server over HTTP/1.1, one at a time, cancelled by an interrupt. Nothing is connected before the
 * first request, and no redirect is followed: the key is for the server that was named.
 */
final class Http implements AutoCloseable {
    /** How long the next request waits for the last bytes of the answer before it, to use its connection again. */
    private static final Duration LAST_BYTES = Duration.ofMillis(20);

    private final URI url;
    private final Connection.Patience patience;

    /** Guarded by this. */
    private @Nullable HttpClient client;

    /** Guarded by this. */
    private boolean closed;

    /** Only the requesting thread uses it. */
    private @Nullable ByteFeed previous;

    /** For one server; a virtual thread begins to load what its first request will need, so that it need not wait. */
    Http(URI url, Connection.Patience patience) {
        this.url = url;
        this.patience = patience;
        Thread.ofVirtual().name("lungo-model-warm-up").start(this::warmUp);
    }

    private synchronized void warmUp() {
        try {
            if (!closed) {
                client();
            }
        } catch (RuntimeException _) {
            // The first request fails the same way, and says so.
        }
    }

    /** A POST of JSON; the header values may be secret and get into no message. */
    static HttpRequest post(URI url, Map<String, String> headers, byte[] body) {
        var request = builder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers(request, headers);
        return request.build();
    }

    static HttpRequest get(URI url, Map<String, String> headers, Duration limit) {
        var request = builder(url).timeout(limit).GET();
        headers(request, headers);
        return request.build();
    }

    private static HttpRequest.Builder builder(URI url) {
        try {
            return HttpRequest.newBuilder(url);
        } catch (IllegalArgumentException _) {
            // The cause would show the whole address, with a password perhaps.
            throw new ModelException(
                    ModelException.Kind.REFUSED_REQUEST,
                    "The base URL cannot be used: " + where(url)
                            + " (expected something like https://api.example.com)");
        }
    }

    /** The server for people, without a name and password that may be in the URL, nor what is behind a question mark. */
    static String where(URI url) {
        return url.getHost() == null
                ? url.getRawAuthority() == null && url.getRawPath() != null ? url.getRawPath() : "what is no address"
                : url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static void headers(HttpRequest.Builder request, Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            try {
                request.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException _) {
                // The cause would show the value, which may be a key.
                throw new ModelException(
                        ModelException.Kind.REFUSED_REQUEST,
                        "The header '" + header.getKey() + "' cannot be sent: its name or value is not allowed in HTTP"
                                + " (a line break in a key, perhaps).");
            }
        }
    }

    /** Sends it and waits for the status line and headers. The listener is told of a long wait. */
    HttpAnswer send(HttpRequest request, ReplyListener listener) throws Failed, InterruptedException {
        if (previous != null) {
            previous.finish(LAST_BYTES);
            previous = null;
        }
        var silence = Silence.of(url, patience, listener);
        CompletableFuture<HttpResponse<ByteFeed>> answer = client().sendAsync(request, _ -> new ByteFeed(silence));
        try {
            HttpResponse<ByteFeed> response = silence.next(limit -> within(limit, answer));
            previous = response.body();
            return HttpAnswer.of(response);
        } catch (Failed stalled) {
            answer.cancel(true);
            throw stalled;
        } catch (InterruptedException interrupt) {
            answer.cancel(true);
            throw interrupt;
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            boolean again = cause instanceof IOException && !(cause instanceof SSLHandshakeException);
            throw Failed.connection(where(request.uri()) + ": " + describe(cause), cause, again);
        }
    }

    private static <T> @Nullable T within(Duration limit, CompletableFuture<T> answer)
            throws ExecutionException, InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return null;
        }
    }

    static String describe(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return "the host's name is not known";
            }
        }
        if (cause instanceof ConnectException) {
            return "cannot connect" + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")");
        }
        String message = cause.getMessage();
        return message == null ? "the connection broke" : "the connection broke (" + message + ")";
    }

    /** Asks beside the conversation; any answer but a good one is nobody's concern. May be called from any thread. */
    Optional<String> look(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client().send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private synchronized HttpClient client() {
        if (closed) {
            throw new ModelException(ModelException.Kind.CONNECTION, "The model was closed.");
        }
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
            if ("http".equalsIgnoreCase(url.getScheme())) {
                builder.sslContext(NoTls.context());
            }
            client = builder.build();
        }
        return client;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends what is under way and leaves no thread behind: an open client would hold up the JVM's exit. */
    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
            client.close();
            client = null;
        }
    }
}
