package dev.lungo.model;

import dev.lungo.model.AnthropicErrors.Told;
import dev.lungo.model.AnthropicRequest.Features;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A model behind the Anthropic Messages API. */
final class AnthropicModel implements Model {
    /** The API's version that this code was written for. */
    private static final String VERSION = "2026-10-21";

    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Connection.Anthropic connection;
    private final Http http;
    private final Secrets secrets;
    private final URI base;

    /** Read by any thread; written under the lock of this, by the thread that asks and the one that looks. */
    private volatile Known known;

    /** Only the thread that asks uses it. */
    private boolean looked;

    AnthropicModel(Connection.Anthropic connection) {
        this.connection = connection;
        this.http = new Http(connection.baseUrl(), connection.patience());
        this.secrets = Secrets.of(connection);
        this.base = base(connection.baseUrl());
        Capabilities capabilities = ClaudeModels.of(connection.model());
        this.known = new Known(capabilities, Features.of(capabilities));
        this.looked = ClaudeModels.knows(connection.model());
    }

    /** What the model can, and what goes into requests. */
    private record Known(Capabilities capabilities, Features features) {
        Known leavingOut(Features less) {
            var all = capabilities;
            var left = new Capabilities(
                    all.systemEntries() && less.systemEntries(),
                    all.thinking() && less.thinking(),
                    all.contextWindow(),
                    all.maxOutput(),
                    all.inputPrice(),
                    all.outputPrice(),
                    all.cachedShare());
            return new Known(left, less);
        }

        /** With what the models endpoint says. It has nothing to say on system entries. */
        Known told(ObjectNode model) {
            JsonNode adaptive =
                    model.path("capabilities").path("thinking").path("types").path("adaptive");
            boolean thinking = adaptive.path("supported").asBoolean(capabilities.thinking());
            var all = new Capabilities(
                    capabilities.systemEntries(),
                    thinking,
                    Math.max(1, model.path("max_input_tokens").asLong(capabilities.contextWindow())),
                    Math.max(1, model.path("max_tokens").asInt(capabilities.maxOutput())),
                    capabilities.inputPrice(),
                    capabilities.outputPrice(),
                    capabilities.cachedShare());
            return new Known(all, thinking ? features.withThinking() : features);
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
        Reply reply = new Attempts(connection.patience(), listener, secrets, http::isClosed)
                .run(() -> attempt(prompt, listener));
        lookOnce();
        return reply;
    }

    private Reply attempt(Prompt prompt, ReplyListener listener) throws Failed, InterruptedException {
        while (true) {
            byte[] body = body(prompt);
            HttpAnswer answer = http.send(request(body), listener);
            if (answer.isOk()) {
                return answer.read(new AnthropicStream(listener, secrets, KeyWatch.of(connection, body))::read);
            }
            Told told = Told.in(secrets.hide(answer.errorText()));
            Fallbacks fallback = answer.status() == 400 || answer.status() == 422
                    ? Fallbacks.of(told, prompt, known.features)
                    : null;
            if (fallback == null) {
                throw AnthropicErrors.status(answer.status(), answer.headers(), told, answer.where());
            }
            boolean entries =
                    known.features.systemEntries() && !fallback.features().systemEntries();
            learn(now -> now.leavingOut(fallback.features()));
            listener.on(new ReplyEvent.FellBack(fallback.what()));
            if (entries) {
                throw new ModelException(
                        ModelException.Kind.NO_SYSTEM_ENTRIES,
                        connection.model() + " takes no system entries inside the messages: " + told);
            }
        }
    }

    private byte[] body(Prompt prompt) {
        Known now = known;
        int maxTokens = prompt.maxOutputTokens() > 0 ? prompt.maxOutputTokens() : now.capabilities.maxOutput();
        return AnthropicRequest.of(prompt, connection.model(), maxTokens, now.features);
    }

    private HttpRequest request(byte[] body) {
        return Http.post(base.resolve(base.getPath() + "/v1/messages"), headers(), body);
    }

    /**
     * For an id that tells nothing, the server is asked what the model can: beside the conversation and after the first
     * answer, so that no request waits for it. Many servers do not know, which is fine.
     */
    private void lookOnce() {
        if (!looked) {
            looked = true;
            Thread.ofVirtual().name("lungo-model-lookup").start(this::look);
        }
    }

    private void look() {
        try {
            HttpRequest request =
                    Http.get(base.resolve(base.getPath() + "/v1/models/" + connection.model()), headers(), LOOK);
            http.look(request).flatMap(Json::object).ifPresent(model -> learn(now -> now.told(model)));
        } catch (InterruptedException | RuntimeException _) {
            // Closed meanwhile, or an id that fits in no URL. What is known without it will do.
        }
    }

    private synchronized void learn(UnaryOperator<Known> more) {
        known = more.apply(known);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        headers.put("user-agent", "lungo");
        headers.put("anthropic-version", known.features.currentVersion() ? VERSION : Fallbacks.OLDER_VERSION);
        if (!connection.key().isEmpty()) {
            headers.put("x-api-key", connection.key());
        } else if (!connection.token().isEmpty()) {
            headers.put("authorization", "Bearer " + connection.token());
        }
        headers.putAll(connection.headers());
        return headers;
    }

    /** Takes a base URL as people write it: with or without a slash or the version at its end. */
    private static URI base(URI url) {
        String text = url.toString();
        for (String end : new String[] {"/", "/v1/messages", "/v1"}) {
            while (text.endsWith(end)) {
                text = text.substring(0, text.length() - end.length());
            }
        }
        return URI.create(text);
    }

    @Override
    public void close() {
        http.close();
    }
}
