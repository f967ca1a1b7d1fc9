package dev.lungo.testing;

import dev.lungo.model.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An OpenAI-compatible server on loopback with answers from a test, as strict as the pickiest of its kind: results right
 * behind their calls, user and assistant in turn. In an {@link Answer} for it, a stop is in this API's words ({@code
 * length}) and a raw block is a whole chunk. Safe for any thread.
 */
public final class StrictChatServer implements AutoCloseable {
    private final LoopbackServer server = new LoopbackServer(0, this::handle);
    private final Conversations<ChatRequest> conversations = new Conversations<>();

    /** What is refused without being a fault of the client. */
    private final Map<Predicate<ChatRequest>, String> refused = new ConcurrentHashMap<>();

    private StrictChatServer() {}

    public static StrictChatServer start() {
        return new StrictChatServer();
    }

    /** The base URL, ending with {@code /v1}. */
    public URI url() {
        return server.url().resolve("/v1");
    }

    /** Gets these answers ready, for the next requests in turn. */
    public StrictChatServer reply(Answer... answers) {
        for (Answer answer : answers) {
            replyWith(_ -> answer);
        }
        return this;
    }

    /** Gets one answer ready that depends on the request; it may block. */
    public StrictChatServer replyWith(Function<ChatRequest, Answer> answer) {
        conversations.prepare(_ -> true, answer);
        return this;
    }

    /** From now on answers such requests with 400 and this text; no violation. */
    public StrictChatServer refusing(Predicate<ChatRequest> which, String message) {
        refused.put(which, message);
        return this;
    }

    /** The n-th request, from 1 on, refused ones included; waits for it. */
    public ChatRequest awaitRequest(int n, Duration limit) throws InterruptedException {
        return conversations.await(all -> all.size() >= n, all -> all.get(n - 1), "request " + n, limit);
    }

    public List<ChatRequest> requests() {
        return conversations.requests();
    }

    public List<String> violations() {
        return conversations.violations();
    }

    private void handle(Received received, LoopbackServer.Exchange exchange) throws IOException, InterruptedException {
        if (!received.path().equals("/v1/chat/completions")) {
            exchange.answer(404, Map.of(), error("not_found", "Not found: " + received.path()));
            return;
        }
        ChatRequest request = ChatRequest.of(received);
        int number = conversations.received(request);
        Optional<String> refusal = refused.entrySet().stream()
                .filter(each -> each.getKey().test(request))
                .map(Map.Entry::getValue)
                .findFirst();
        if (refusal.isPresent()) {
            exchange.answer(400, Map.of(), error("unsupported", refusal.get()));
            return;
        }
        Function<ChatRequest, Answer> ready = conversations.take(request);
        Optional<String> problem = ChatRules.check(request)
                .or(() -> ready == null ? Optional.of("the test has no answer ready") : Optional.empty());
        if (problem.isPresent() || ready == null) {
            conversations.violated(number, problem.orElse(""));
            exchange.answer(400, Map.of(), error("invalid_request_error", problem.orElse("")));
            return;
        }
        Answer answer = ready.apply(request);
        boolean usage =
                request.body().path("stream_options").path("include_usage").asBoolean(false);
        new Playback(exchange, answer)
                .play(
                        whole -> ChatEvents.of(answer, whole, usage),
                        event -> "data: " + error(event.type(), event.message()) + "\n\n");
    }

    private static String error(String code, String message) {
        var error = Json.object().put("code", code).put("message", message);
        return Json.line(Json.object().set("error", error));
    }

    @Override
    public void close() {
        server.close();
    }
}
