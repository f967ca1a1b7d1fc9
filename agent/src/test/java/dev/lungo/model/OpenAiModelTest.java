package dev.lungo.model;

import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static dev.lungo.testing.Answer.stream;
import static dev.lungo.testing.Answer.think;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.Block.Placement;
import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.Answer;
import dev.lungo.testing.ChatRequest;
import dev.lungo.testing.StrictChatServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiModelTest {
    private static final String KEY = "sk-secret-0123456789";

    private final StrictChatServer server = StrictChatServer.start();
    private final Model model = open(server.url(), Talks.PATIENCE);
    private final Talks.Events events = new Talks.Events();

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    private static Model open(URI url, Connection.Patience patience) {
        return new Connection.OpenAi(url, KEY, Map.of(), "local-model", patience).open();
    }

    @Test
    void a_conversation_with_calls_and_notices_passes_the_strict_server() throws Exception {
        var talk = new Talks(model);
        server.reply(
                think("Hm.")
                        .and(say("I look."))
                        .and(callWithId("a", "bash", Map.of("command", "ls")))
                        .and(callWithId("b", "look", Map.of())),
                say("done").using(new Answer.Tokens(20, 7, 100, 0)));

        Reply first = talk.user("look around");
        List<Block> results = talk.resultBlocks("README.md", "");
        Reply second = talk.tell(
                new Block.Notice("a fact", Placement.SYSTEM_ENTRY),
                results.get(0),
                results.get(1),
                new Block.Text("and go on"));

        assertThat(first)
                .isEqualTo(new Reply(
                        new Message.Assistant(List.of(
                                new Block.Text("I look."),
                                new Block.ToolCall("a", "bash", "{\"command\":\"ls\"}"),
                                new Block.ToolCall("b", "look", "{}"))),
                        Reply.Stop.TOOL_USE,
                        new Usage(10, 5, 0, 0)));
        assertThat(second)
                .isEqualTo(new Reply(
                        new Message.Assistant(List.of(new Block.Text("done"))),
                        Reply.Stop.END_TURN,
                        new Usage(20, 7, 100, 0)));
        assertThat(server.violations()).isEmpty();
        ChatRequest last = server.requests().getLast();
        assertThat(last.roles()).containsExactly("system", "user", "assistant", "tool", "tool", "user");
        assertThat(last.newText())
                .isEqualTo("README.md\n(no output)\n<system-reminder>\na fact\n</system-reminder>\n\nand go on");
        assertThat(last.received().header("authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void a_small_prompt_is_these_bytes() {
        var tool = new ToolSpec("bash", "Runs.", "{\"type\":\"object\"}");
        var said = new Message.Assistant(List.of(new Block.ToolCall("c", "bash", "{\"broken")));
        var prompt = new Prompt(
                "Be brief.",
                List.of(tool),
                List.of(
                        new Message.User(List.of(new Block.Text("hi \uD83D"))),
                        said,
                        new Message.User(List.of(new Block.ToolResult("c", "out", false)))),
                7,
                Prompt.Effort.MAX);
        byte[] bytes = OpenAiRequest.of(prompt, "m", new OpenAiRequest.Features(true, true, false, true));
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"max_tokens\":7,\"reasoning_effort\":\"xhigh\",\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"bash\",\"description\":\"Runs.\",\"parameters\":{\"type\":\"object\"}}}],"
                        + "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"hi \uFFFD\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"bash\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"out\"}]}");
    }

    @Test
    void reasoning_is_shown_and_not_kept() throws Exception {
        server.reply(think("Let me see. ").and(say("ok")), stream("""
                data: {"choices":[{"delta":{"reasoning":"Other name."}}]}

                data: {"choices":[{"delta":{"content":"ok"},"finish_reason":"stop"}]}

                data: [DONE]

                """));
        assertThat(model.reply(Talks.prompt("hi"), events).message().content()).containsExactly(new Block.Text("ok"));
        assertThat(model.reply(Talks.prompt("hi"), events).message().content()).containsExactly(new Block.Text("ok"));
        assertThat(events.thinking()).isEqualTo("Let me see. Other name.");
    }

    @ParameterizedTest
    @CsvSource({"stop, END_TURN", "length, MAX_TOKENS", "content_filter, REFUSAL", "whatever, END_TURN"})
    void a_text_stops_for_every_reason(String reason, Reply.Stop stop) throws Exception {
        server.reply(say("text").stopping(reason));
        Reply reply = model.reply(Talks.prompt("hi"), events);
        assertThat(reply.stop()).isEqualTo(stop);
        assertThat(reply.message().text()).isEqualTo(stop == Reply.Stop.REFUSAL ? "" : "text");
    }

    @Test
    void what_the_server_does_not_know_is_left_out_once_and_for_all() throws Exception {
        server.refusing(request -> request.body().has("stream_options"), "Unrecognized field: stream_options")
                .refusing(request -> request.body().has("reasoning_effort"), "reasoning_effort is not supported")
                .refusing(
                        request -> request.body().has("max_tokens"),
                        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
                .reply(say("ok"), say("ok"));
        var prompt = new Prompt("", List.of(), Talks.prompt("hi").messages(), 99, Prompt.Effort.HIGH);

        Reply reply = model.reply(prompt, events);
        model.reply(prompt, events);

        assertThat(reply.usage()).isEqualTo(Usage.NONE);
        assertThat(events.of(ReplyEvent.FellBack.class)).hasSize(3);
        assertThat(server.requests()).hasSize(5);
        assertThat(server.requests().getLast().body().propertyNames())
                .containsExactly("model", "stream", "max_completion_tokens", "messages");
    }

    @Test
    void a_limit_that_goes_by_no_name_is_left_out() throws Exception {
        server.refusing(request -> request.body().has("max_tokens"), "max_tokens is unknown")
                .refusing(request -> request.body().has("max_completion_tokens"), "max_completion_tokens is unknown")
                .reply(say("ok"));
        assertThat(model.reply(Talks.prompt("hi"), events).message().text()).isEqualTo("ok");
        assertThat(events.of(ReplyEvent.FellBack.class)).hasSize(2);
    }

    static Stream<Answer> faults() {
        return Stream.of(
                say("half").butReset(),
                say("half").butEndsEarly(),
                say("half").butCut(),
                say("half").butFails("server_error", "out of memory"),
                stream("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\ndata: {\"cho\n\n"),
                stream(""),
                status(503, "loading model"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void half_an_answer_is_never_taken_for_whole(Answer fault) throws Exception {
        server.reply(fault, say("whole"));
        assertThat(model.reply(Talks.prompt("hi"), events).message().content())
                .containsExactly(new Block.Text("whole"));
        assertThat(events.of(ReplyEvent.Retrying.class)).hasSize(1);
    }

    @Test
    void an_answer_with_a_finish_reason_is_whole_whatever_comes_after_it() throws Exception {
        server.reply(
                stream("data: {\"choices\":[{\"delta\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}\n\n"));
        assertThat(model.reply(Talks.prompt("hi"), events).message().text()).isEqualTo("whole");
        assertThat(events.of(ReplyEvent.Retrying.class)).isEmpty();
    }

    @Test
    void a_stalled_stream_is_said_and_asked_again() throws Exception {
        server.reply(say("half").butStalls(), say("whole"));
        try (Model impatient =
                open(server.url(), new Connection.Patience(Duration.ofMillis(1500), 4, Duration.ofMillis(1)))) {
            assertThat(impatient.reply(Talks.prompt("hi"), events).message().text())
                    .isEqualTo("whole");
        }
        assertThat(events.of(ReplyEvent.Stalled.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | context_length_exceeded | This model's maximum context length is 8192 tokens. | CONTEXT_FULL",
                "400 | exceed_context_size_error | the request exceeds the available context size | CONTEXT_FULL",
                "500 | server_error | input exceeds the context window | CONTEXT_FULL",
                "429 | insufficient_quota | You exceeded your current quota | SPENDING_LIMIT",
                "401 | invalid_api_key | Incorrect API key provided: sk-secret-0123456789 | AUTHENTICATION",
                "404 | model_not_found | The model does not exist | REFUSED_REQUEST",
                "400 | bad | whatever | REFUSED_REQUEST"
            })
    void a_final_error_says_what_it_is_and_no_secret(int status, String code, String message, Kind kind) {
        String body = "{\"error\":{\"message\":\"" + message + "\",\"type\":\"x\",\"code\":\"" + code + "\"}}";
        server.reply(Answer.nothing().with(new Answer.Fault.Status(status, body)));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind))
                .hasMessageContaining(" answered " + status + " ")
                .hasMessageNotContaining("0123456789");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_full_context_told_inside_the_stream_is_final() {
        server.reply(stream("data: {\"error\":{\"message\":\"context length exceeded\",\"code\":400}}\n\n"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.CONTEXT_FULL));
    }

    @Test
    void no_secret_shows_where_the_error_comes_inside_the_stream() {
        server.reply(
                stream("data: {\"error\":{\"message\":\"context length exceeded for " + KEY + "\",\"code\":400}}\n\n"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .hasMessageContaining("exceeded for ***")
                .hasMessageNotContaining("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "/v1/chat/completions"})
    void a_base_url_works_however_it_is_written(String end) throws Exception {
        server.reply(say("ok"));
        URI url = URI.create(server.url().toString().replace("/v1", "") + end);
        try (Model same = open(url, Talks.PATIENCE)) {
            assertThat(same.reply(Talks.prompt("hi"), events).message().text()).isEqualTo("ok");
        }
    }

    @Test
    void a_redirect_is_not_followed_and_says_where_it_points() {
        server.reply(Answer.nothing()
                .with(new Answer.Fault.Status(301, ""))
                .header("location", "https://api.example.com/v1/chat/completions"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .hasMessageEndingWith("It points to https://api.example.com: use the base URL that is meant;"
                        + " no redirect is followed.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_connection_shows_no_secret() {
        assertThat(new Connection.OpenAi(server.url(), KEY, Map.of("x-key", KEY), "m", Talks.PATIENCE).toString())
                .isEqualTo("OpenAi[m at http://127.0.0.1:" + server.url().getPort() + "]");
    }
}
