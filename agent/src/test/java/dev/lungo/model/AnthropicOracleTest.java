package dev.lungo.model;

import static dev.lungo.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.lungo.testing.StrictMessagesServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same bytes for the official SDK and for us: what we replay is what the SDK has put together. */
final class AnthropicOracleTest {
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Model model = Talks.model(server, "claude-opus-5-5");

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("text", Streams.answer("end_turn", Streams.text(0, "Hel", "lo é😀"))),
                Arguments.of("text that says nothing", Streams.answer("end_turn", Streams.text(0, "\n\n"))),
                Arguments.of(
                        "a call", Streams.answer("tool_use", Streams.call(0, "t1", "{\"a\":", " 1, \"b\":\"x\"}"))),
                Arguments.of("a call without input", Streams.answer("tool_use", Streams.call(0, "t1", ""))),
                Arguments.of(
                        "text and several calls",
                        Streams.answer(
                                "tool_use",
                                Streams.text(0, "I look."),
                                Streams.call(1, "t1", "{\"command\":\"ls\"}"),
                                Streams.call(2, "t2", "{\"n\":[1,2,{\"k\":null}]}"))),
                Arguments.of(
                        "thinking with a signature",
                        Streams.answer(
                                "end_turn", Streams.thinking(0, "sig==", "Let me ", "think."), Streams.text(1, "ok"))),
                Arguments.of(
                        "thinking that is not shown",
                        Streams.answer("end_turn", Streams.thinking(0, "sig=="), Streams.text(1, "ok"))),
                Arguments.of(
                        "redacted thinking",
                        Streams.answer(
                                "end_turn",
                                Streams.block(0, "{\"type\":\"redacted_thinking\",\"data\":\"abc==\"}"),
                                Streams.text(1, "ok"))),
                Arguments.of("citations", Streams.answer("end_turn", Streams.CITED)),
                Arguments.of(
                        "a server tool and its result",
                        Streams.answer("end_turn", Streams.SERVER_TOOL, Streams.block(1, Streams.SEARCH_RESULT))),
                Arguments.of(
                        "pings and unknown events",
                        Streams.answer(
                                "end_turn",
                                Streams.PING,
                                "event: news\ndata: {\"type\":\"news\",\"x\":1}\n\n",
                                Streams.text(0, "ok"),
                                Streams.PING)),
                Arguments.of(
                        "an unknown block",
                        Streams.answer(
                                "end_turn",
                                Streams.block(0, "{\"type\":\"hologram\",\"size\":1.5,\"pixels\":[{\"x\":1}]}"),
                                Streams.text(1, "ok"))),
                Arguments.of(
                        "an unknown delta of a known block",
                        Streams.answer(
                                "end_turn",
                                Streams.start(0, "{\"type\":\"text\",\"text\":\"\"}"),
                                Streams.delta(0, "{\"type\":\"text_delta\",\"text\":\"o\"}"),
                                Streams.delta(0, "{\"type\":\"mood_delta\",\"mood\":\"sunny\"}"),
                                Streams.delta(0, "{\"type\":\"text_delta\",\"text\":\"k\"}"),
                                Streams.stop(0))),
                Arguments.of("a paused turn", Streams.answer("pause_turn", Streams.text(0, "so far"))),
                Arguments.of("a cut text", Streams.answer("max_tokens", Streams.text(0, "so f"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void we_put_together_what_the_sdk_does(String name, String stream) throws Exception {
        server.reply(stream(stream), stream(stream));

        com.anthropic.models.messages.Message theirs = sdk();
        Reply ours = model.reply(Talks.prompt("hi"), _ -> {});

        assertThat(replayed(ours)).as(name).isEqualTo(content(theirs));
        assertThat(stop(ours.stop()))
                .isEqualTo(theirs.stopReason().orElseThrow().asString());
        assertThat(ours.usage()).isEqualTo(usage(theirs));
    }

    /** The SDK keeps the partial content of a refusal; we discard it, as the API's documentation asks. */
    @Test
    void a_refusal_differs_in_its_content_alone() throws Exception {
        String stream = Streams.answer("refusal", Streams.text(0, "I will"));
        server.reply(stream(stream), stream(stream));

        com.anthropic.models.messages.Message theirs = sdk();
        Reply ours = model.reply(Talks.prompt("hi"), _ -> {});

        assertThat(theirs.stopReason().orElseThrow().asString()).isEqualTo("refusal");
        assertThat(content(theirs)).hasSize(1);
        assertThat(ours).isEqualTo(new Reply(new Message.Assistant(List.of()), Reply.Stop.REFUSAL, usage(theirs)));
    }

    /** The SDK makes an empty input of a call whose JSON was cut; to run that would be wrong, so we drop the call. */
    @Test
    void a_cut_call_is_emptied_by_the_sdk_and_dropped_by_us() throws Exception {
        String stream =
                Streams.answer("max_tokens", Streams.text(0, "I write"), Streams.call(1, "t1", "{\"command\":\"ec"));
        server.reply(stream(stream), stream(stream));

        List<JsonNode> theirs = content(sdk());
        Reply ours = model.reply(Talks.prompt("hi"), _ -> {});

        assertThat(theirs).hasSize(2);
        assertThat(theirs.getLast().path("input")).isEmpty();
        assertThat(replayed(ours)).isEqualTo(theirs.subList(0, 1));
        assertThat(ours.stop()).isEqualTo(Reply.Stop.MAX_TOKENS);
    }

    /** The SDK lets unknown deltas pass; without them an unknown block would not be what the server has signed. */
    @Test
    void unknown_deltas_of_an_unknown_block_are_lost_to_the_sdk_and_kept_by_us() throws Exception {
        String stream = Streams.answer(
                "end_turn",
                Streams.start(0, "{\"type\":\"scroll\",\"text\":null,\"end\":false}"),
                Streams.delta(0, "{\"type\":\"scroll_delta\",\"text\":\"un\"}"),
                Streams.delta(0, "{\"type\":\"scroll_delta\",\"text\":\"roll\",\"end\":true}"),
                Streams.stop(0),
                Streams.text(1, "ok"));
        server.reply(stream(stream), stream(stream));

        assertThat(content(sdk()).getFirst())
                .isEqualTo(new JsonMapper().readTree("{\"type\":\"scroll\",\"end\":false}"));
        assertThat(model.reply(Talks.prompt("hi"), _ -> {}).message().content())
                .containsExactly(
                        new Block.Opaque("anthropic", "{\"type\":\"scroll\",\"text\":\"unroll\",\"end\":true}"),
                        new Block.Text("ok"));
    }

    @Test
    void a_block_that_comes_whole_is_kept_to_the_byte() throws Exception {
        String block = "{\"type\": \"hologram\", \"size\": 1.50, \"pixels\":[ 1e3 ], \"input\":\"\\u00e9\"}";
        server.reply(stream(Streams.answer("end_turn", Streams.block(0, block))));
        assertThat(model.reply(Talks.prompt("hi"), _ -> {}).message().content())
                .containsExactly(new Block.Opaque("anthropic", block));
    }

    private com.anthropic.models.messages.Message sdk() {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url().toString())
                .apiKey("sk-sdk-key-000001")
                .putHeader("anthropic-version", "2026-10-21")
                .maxRetries(0)
                .build();
        var accumulator = MessageAccumulator.create();
        var params = MessageCreateParams.builder()
                .model("claude-opus-5-5")
                .maxTokens(1000)
                .addUserMessage("hi")
                .build();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(params)) {
            events.stream().forEach(accumulator::accumulate);
        } finally {
            client.close();
        }
        return accumulator.message();
    }

    private static List<JsonNode> content(com.anthropic.models.messages.Message message) throws Exception {
        String json = ObjectMappers.jsonMapper().writeValueAsString(message.content());
        return withoutNothing(new JsonMapper().readTree(json));
    }

    private static List<JsonNode> replayed(Reply reply) {
        byte[] body = AnthropicRequest.of(
                Talks.prompt(List.of(new Message.User(List.of(new Block.Text("hi"))), reply.message())),
                "m",
                7,
                new AnthropicRequest.Features(true, true, true, true, true));
        ObjectNode request =
                Json.object(new String(body, StandardCharsets.UTF_8)).orElseThrow();
        return withoutNothing(request.path("messages").path(1).path("content"));
    }

    /** Texts of white space are not replayed, and members that hold null or nothing say nothing. */
    private static List<JsonNode> withoutNothing(JsonNode content) {
        List<JsonNode> blocks = content.valueStream()
                .filter(block -> !block.path("type").asString("").equals("text")
                        || !block.path("text").asString("").isBlank())
                .toList();
        blocks.forEach(AnthropicOracleTest::strip);
        return blocks;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> empty = object.properties().stream()
                    .filter(field -> field.getValue().isNull()
                            || (field.getKey().equals("citations")
                                    && field.getValue().isEmpty()))
                    .map(Map.Entry::getKey)
                    .toList();
            object.remove(empty);
        }
        if (!node.path("type").asString("").equals("tool_use")) {
            node.forEach(AnthropicOracleTest::strip);
        }
    }

    private static String stop(Reply.Stop stop) {
        return stop.name().toLowerCase(Locale.ROOT);
    }

    private static Usage usage(com.anthropic.models.messages.Message message) {
        var usage = message.usage();
        return new Usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadInputTokens().orElse(0L),
                usage.cacheCreationInputTokens().orElse(0L));
    }
}
