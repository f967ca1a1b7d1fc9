package dev.lungo.model;

import dev.lungo.model.AnthropicErrors.Told;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model behind the Anthropic Messages API. */
final class AnthropicModel implements Model {
    /** The API's version that this code was written for. */
    private static final String VERSION = "2026-10-21";

    private static final int ERROR_BODY = 64 << 10;

    private final Connection.Anthropic connection;
    private final Http http;
    private final Map<String, String> headers;
    private final Secrets secrets;
    private final URI url;

    /** Written by the thread that asks, when the server refuses something; read by any. */
    private volatile Known known;

    AnthropicModel(Connection.Anthropic connection) {
        this.connection = connection;
        this.http = new Http(connection.patience().silence());
        this.headers = headers(connection);
        this.secrets = Secrets.of(connection);
        this.url = url(connection.baseUrl(), "/v1/messages");
        this.known = Known.of(ClaudeModels.of(connection.model()));
    }

    /** What the model can, and which of it goes into requests. */
    private record Known(Capabilities capabilities, AnthropicRequest.Features features) {
        static Known of(Capabilities capabilities) {
            boolean thinking = capabilities.thinking();
            return new Known(
                    capabilities,
                    new AnthropicRequest.Features(capabilities.systemEntries(), thinking, thinking, thinking));
        }
    }

    @Override
    public String id() {
        return connection.model();
    }

    @Override
    public Capabilities capabilities() {
        return known.capabilities;
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        return new Attempts(connection.patience(), listener).run(() -> attempt(prompt, listener));
    }

    private Reply attempt(Prompt prompt, ReplyListener listener) throws Failed, InterruptedException {
        Known now = known;
        int maxTokens = prompt.maxOutputTokens() > 0 ? prompt.maxOutputTokens() : now.capabilities.maxOutput();
        byte[] body = AnthropicRequest.of(prompt, connection.model(), maxTokens, now.features);
        HttpResponse<ByteFeed> response = http.send(Http.post(url, headers, body));
        ByteFeed feed = response.body();
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        boolean whole = false;
        try {
            Reply reply = new AnthropicStream(listener).read(new SseReader(feed));
            whole = true;
            return reply;
        } finally {
            if (whole) {
                feed.discard();
            } else {
                feed.cancel();
            }
        }
    }

    private Failed refused(HttpResponse<ByteFeed> response) throws Failed, InterruptedException {
        String body = new String(response.body().readUpTo(ERROR_BODY), StandardCharsets.UTF_8);
        Told told = Told.in(secrets.hide(body));
        return AnthropicErrors.status(
                response.statusCode(),
                response.headers(),
                told,
                connection.baseUrl().toString());
    }

    private static Map<String, String> headers(Connection.Anthropic connection) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        headers.put("user-agent", "lungo");
        headers.put("anthropic-version", VERSION);
        if (!connection.key().isEmpty()) {
            headers.put("x-api-key", connection.key());
        } else if (!connection.token().isEmpty()) {
            headers.put("authorization", "Bearer " + connection.token());
        }
        headers.putAll(connection.headers());
        return headers;
    }

    /** Takes a base URL as people write it: with or without a slash or the version at its end. */
    private static URI url(URI base, String path) {
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        String stem = text.endsWith("/v1") ? text.substring(0, text.length() - 3) : text;
        return URI.create(stem + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
