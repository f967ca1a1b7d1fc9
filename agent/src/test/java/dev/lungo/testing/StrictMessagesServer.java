package dev.lungo.testing;

import dev.lungo.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A Messages API on loopback with answers from a test, as strict as the real one: what the API would refuse is answered
 * with 400 and noted in {@link #violations()}. It also refuses what the API forgives and Lungo forbids itself, such as two
 * user messages in a row. Serves any number of clients and conversations at once, other processes included. Safe for any
 * thread.
 *
 * <pre>{@code
 * try (var server = StrictMessagesServer.start()) {
 *     server.reply(call("bash", Map.of("command", "ls")), say("done"));
 *     …
 *     assertThat(server.awaitRequest(2, ofSeconds(10)).newResultTexts()).containsExactly("README.md");
 *     assertThat(server.violations()).isEmpty();
 * }
 * }</pre>
 */
public final class StrictMessagesServer implements AutoCloseable {
    private final LoopbackServer server;
    private final Conversations<MessagesRequest> conversations = new Conversations<>();
    private final MessagesHistory history = new MessagesHistory();
    private final Map<String, String> models = new ConcurrentHashMap<>();

    /** What is refused without being a fault of the client: text of the 400, by what it is that must not be there. */
    private final Map<Predicate<MessagesRequest>, String> refused = new ConcurrentHashMap<>();

    private StrictMessagesServer(int port) {
        server = new LoopbackServer(port, this::handle);
    }

    public static StrictMessagesServer start() {
        return new StrictMessagesServer(0);
    }

    public static StrictMessagesServer start(int port) {
        return new StrictMessagesServer(port);
    }

    /**
     * Serves a script, in the format of the scripted model, until it is stopped: {@code script.json [port]}. Prints the
     * base URL, then what clients did wrong.
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        var server = start(port).otherwise(new ScriptedAnswers(Path.of(arguments[0])));
        IO.println(server.url());
        for (int told = 0; ; ) {
            List<String> violations = server.conversations.awaitViolations(told);
            violations.forEach(IO::println);
            told += violations.size();
        }
    }

    /** The base URL. */
    public URI url() {
        return server.url();
    }

    /** Gets these answers ready, for the next requests in turn. */
    public StrictMessagesServer reply(Answer... answers) {
        for (Answer answer : answers) {
            replyWith(_ -> answer);
        }
        return this;
    }

    /** Gets one answer ready that depends on the request; it may block, for a server that takes its time. */
    public StrictMessagesServer replyWith(Function<MessagesRequest, Answer> answer) {
        return replyWhen(_ -> true, answer);
    }

    /** Gets one answer ready for the next request that fits: for several conversations at once. */
    public StrictMessagesServer replyWhen(Predicate<MessagesRequest> fits, Function<MessagesRequest, Answer> answer) {
        conversations.prepare(fits, answer);
        return this;
    }

    /** Answers every request for which nothing is ready. */
    public StrictMessagesServer otherwise(Function<MessagesRequest, Answer> answer) {
        conversations.otherwise(answer);
        return this;
    }

    /** From now on a model that takes no system entries inside the messages. */
    public StrictMessagesServer withoutSystemEntries() {
        return refusing(
                request -> request.messages().stream()
                        .anyMatch(message -> MessagesRequest.role(message).equals("system")),
                "role 'system' is not supported on this model");
    }

    /** From now on answers such requests with 400 and this text; no violation. */
    public StrictMessagesServer refusing(Predicate<MessagesRequest> which, String message) {
        refused.put(which, message);
        return this;
    }

    /** What {@code GET /v1/models/{id}} answers; 404 for every other id. */
    public StrictMessagesServer model(String id, String json) {
        models.put(id, json);
        return this;
    }

    /**
     * The n-th request, from 1 on, refused ones included; waits for it.
     *
     * @throws AssertionError when it does not come in time
     */
    public MessagesRequest awaitRequest(int n, Duration limit) throws InterruptedException {
        return conversations.await(all -> all.size() >= n, all -> all.get(n - 1), "request " + n, limit);
    }

    /** The first request that fits; waits for it. */
    public MessagesRequest awaitRequest(Predicate<MessagesRequest> fits, Duration limit) throws InterruptedException {
        return conversations.await(
                all -> all.stream().anyMatch(fits),
                all -> all.stream().filter(fits).findFirst().orElseThrow(),
                "such request",
                limit);
    }

    /** All requests so far, refused ones included. */
    public List<MessagesRequest> requests() {
        return conversations.requests();
    }

    /** What the API would have refused, and requests for which no answer was ready. */
    public List<String> violations() {
        return conversations.violations();
    }

    /** How many ready answers were not asked for. */
    public int unusedAnswers() {
        return conversations.unused();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return server.openConnections();
    }

    private void handle(Received received, LoopbackServer.Exchange exchange) throws IOException, InterruptedException {
        if (received.method().equals("GET") && received.path().startsWith("/v1/models/")) {
            String model = models.get(received.path().substring("/v1/models/".length()));
            exchange.answer(
                    model == null ? 404 : 200, Map.of(), model == null ? error("not_found_error", "model") : model);
            return;
        }
        if (!received.method().equals("POST") || !received.path().equals("/v1/messages")) {
            exchange.answer(404, Map.of(), error("not_found_error", "Not found: " + received.path()));
            return;
        }
        MessagesRequest request = MessagesRequest.of(received);
        int number = conversations.received(request);
        if (received.header("x-api-key").isEmpty()
                && received.header("authorization").isEmpty()) {
            conversations.violated(number, "x-api-key header is required");
            exchange.answer(401, Map.of(), error("authentication_error", "x-api-key header is required"));
            return;
        }
        Optional<String> refusal = refused.entrySet().stream()
                .filter(each -> each.getKey().test(request))
                .map(Map.Entry::getValue)
                .findFirst();
        Optional<String> problem =
                refusal.or(() -> MessagesRules.check(request)).or(() -> history.check(request));
        if (problem.isPresent()) {
            if (refusal.isEmpty()) {
                conversations.violated(number, problem.get());
            }
            exchange.answer(400, Map.of(), error("invalid_request_error", problem.get()));
            return;
        }
        answer(number, request, exchange);
    }

    private void answer(int number, MessagesRequest request, LoopbackServer.Exchange exchange)
            throws IOException, InterruptedException {
        Function<MessagesRequest, Answer> ready = conversations.take(request);
        if (ready == null) {
            conversations.violated(number, "the test has no answer ready");
            exchange.answer(400, Map.of(), error("invalid_request_error", "the test has no answer ready"));
            return;
        }
        Answer answer = ready.apply(request);
        if (answer.fault() instanceof Answer.Fault.None || answer.fault() instanceof Answer.Fault.Slow) {
            // Before it goes out: the client's next request may be faster than the rest of this method.
            history.answered(
                    request, MessagesEvents.content(answer), answer.stop().equals("pause_turn"));
        }
        String model = request.body().path("model").asString("");
        new Playback(exchange, answer)
                .play(
                        whole -> MessagesEvents.of(answer, model, whole),
                        event -> "event: error\ndata: " + error(event.type(), event.message()) + "\n\n");
    }

    private static String error(String type, String message) {
        var error = Json.object().put("type", type).put("message", message);
        return Json.line(Json.object().put("type", "error").set("error", error));
    }

    @Override
    public void close() {
        server.close();
    }
}
