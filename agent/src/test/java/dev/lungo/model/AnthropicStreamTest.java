package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicStreamTest {
    @ParameterizedTest
    @CsvSource({
        "end_turn, END_TURN",
        "stop_sequence, STOP_SEQUENCE",
        "max_tokens, MAX_TOKENS",
        "pause_turn, PAUSE_TURN",
        "model_context_window_exceeded, CONTEXT_FULL",
        "something_new, END_TURN",
        "tool_use, END_TURN"
    })
    void a_text_stops_for_every_reason(String reason, Reply.Stop stop) throws Exception {
        Reply reply = read(Streams.answer(reason, Streams.text(0, "so it is")), _ -> {});
        assertThat(reply)
                .isEqualTo(new Reply(
                        new Message.Assistant(List.of(new Block.Text("so it is"))), stop, new Usage(11, 44, 33, 22)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool_use", "end_turn", "something_new"})
    void calls_have_to_run_whatever_the_reason_is_called(String reason) throws Exception {
        assertThat(read(Streams.answer(reason, Streams.call(0, "t1", "{}")), _ -> {})
                        .stop())
                .isEqualTo(Reply.Stop.TOOL_USE);
    }

    @Test
    void a_cut_leaves_whole_calls_and_drops_the_last_one_if_it_is_half() throws Exception {
        String whole = Streams.call(0, "t1", "{\"a\":1}");
        assertThat(read(Streams.answer("max_tokens", whole, Streams.call(1, "t2", "{\"a")), _ -> {})
                        .message()
                        .calls())
                .containsExactly(new Block.ToolCall("t1", "bash", "{\"a\":1}"));
        assertThat(read(Streams.answer("model_context_window_exceeded", whole, Streams.call(1, "t2")), _ -> {})
                        .message()
                        .calls())
                .hasSize(1);
        assertThat(read(Streams.answer("max_tokens", whole), _ -> {}).message().calls())
                .hasSize(1);
    }

    @Test
    void malformed_input_is_kept_as_written_when_nothing_was_cut() throws Exception {
        Reply reply = read(
                Streams.answer("tool_use", Streams.call(0, "t1", "{\"a\": oops}"), Streams.call(1, "t2")), _ -> {});
        assertThat(reply.message().content())
                .containsExactly(
                        new Block.ToolCall("t1", "bash", "{\"a\": oops}"), new Block.ToolCall("t2", "bash", "{}"));
    }

    @Test
    void an_input_that_is_announced_whole_counts() throws Exception {
        String call = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"bash\",\"input\":{ \"a\" : 1 }}";
        assertThat(read(Streams.answer("tool_use", Streams.block(0, call)), _ -> {})
                        .message()
                        .calls())
                .containsExactly(new Block.ToolCall("t1", "bash", "{ \"a\" : 1 }"));
    }

    @Test
    void what_else_a_call_holds_is_replayed_byte_for_byte() throws Exception {
        String caller = "\"caller\" : {\"type\":\"direct\", \"weight\":1.50}";
        String start = "{\"type\":\"tool_use\",\"id\":\"t1\"," + caller + ",\"name\":\"bash\",\"input\":{}}";
        Reply reply = read(
                Streams.answer(
                        "tool_use",
                        Streams.start(0, start),
                        Streams.delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{ \\\"a\\\": 1.0}\"}"),
                        Streams.stop(0)),
                _ -> {});

        assertThat(reply.message().calls())
                .containsExactly(new Block.ToolCall(
                        "t1",
                        "bash",
                        "{ \"a\": 1.0}",
                        "{\"type\":\"tool_use\",\"id\":\"t1\",\"caller\":{\"type\":\"direct\", \"weight\":1.50},"
                                + "\"name\":\"bash\",\"input\":{ \"a\": 1.0}}"));
    }

    @Test
    void malformed_input_of_such_a_call_goes_back_as_an_empty_one() throws Exception {
        String start = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"bash\",\"input\":{},\"caller\":null}";
        Reply reply = read(
                Streams.answer(
                        "tool_use",
                        Streams.start(0, start),
                        Streams.delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"oops\"}"),
                        Streams.stop(0)),
                _ -> {});

        assertThat(reply.message().calls()).containsExactly(new Block.ToolCall("t1", "bash", "oops", start));
    }

    @Test
    void what_no_delta_touches_stays_as_it_was_announced() throws Exception {
        String start =
                "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"search\",\"input\":{},\"x\":{\"n\":1e2, \"m\": 0.10}}";
        Reply reply = read(
                Streams.answer(
                        "end_turn",
                        Streams.start(0, start),
                        Streams.delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\": 1.0}\"}"),
                        Streams.stop(0),
                        Streams.start(1, "{\"type\":\"text\",\"text\":\"\",\"citations\":[{\"n\":1.0}]}"),
                        Streams.delta(1, "{\"type\":\"citations_delta\",\"citation\":{\"n\": 2.50}}"),
                        Streams.stop(1)),
                _ -> {});

        assertThat(reply.message().content())
                .containsExactly(
                        new Block.Opaque("anthropic", start.replace("\"input\":{}", "\"input\":{\"q\": 1.0}")),
                        new Block.Opaque(
                                "anthropic",
                                "{\"type\":\"text\",\"text\":\"\",\"citations\":[{\"n\":1.0},{\"n\": 2.50}]}"));
    }

    @Test
    void a_text_with_citations_is_opaque_and_its_text_still_shows() throws Exception {
        var events = new Talks.Events();
        Reply reply = read(Streams.answer("end_turn", Streams.CITED, Streams.text(1, " Indeed.")), events);

        assertThat(reply.message().content().getFirst()).isInstanceOf(Block.Opaque.class);
        assertThat(reply.message().text()).isEqualTo("The grass is green. Indeed.");
        assertThat(events.text()).isEqualTo("The grass is green. Indeed.");
    }

    @Test
    void the_listener_hears_everything_in_order() throws Exception {
        var events = new Talks.Events();
        String stream =
                Streams.answer("tool_use", Streams.thinking(0, "s", "Hm."), Streams.call(1, "t1", "{\"a\":", "1}"));
        read(stream, events);
        assertThat(events.all())
                .containsExactly(
                        new ReplyEvent.Started(),
                        new ReplyEvent.ThinkingDelta("Hm."),
                        new ReplyEvent.BlockDone(new Block.Opaque(
                                "anthropic", "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}")),
                        new ReplyEvent.CallStarted("t1", "bash"),
                        new ReplyEvent.BlockDone(new Block.ToolCall("t1", "bash", "{\"a\":1}")));
    }

    @Test
    void raw_events_come_to_those_who_want_them() throws Exception {
        var raw = new Talks.Events(true);
        String stream = Streams.answer("end_turn", Streams.text(0, "x"));
        read(stream, raw);
        assertThat(raw.of(ReplyEvent.Raw.class).stream()
                        .map(event -> Streams.event(event.json()))
                        .reduce("", String::concat))
                .isEqualTo(stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"type\":\"message_start\",\"message\":\n\n",
                "data: nonsense\n\n",
                "data: [1]\n\n",
                "data: {\"type\":\"message_stop\"}\n\n",
                "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{}}\n\n",
                "data: {\"type\":\"content_block_stop\",\"index\":3}\n\n",
                "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":7}\n\n",
                ""
            })
    void what_nobody_can_read_is_no_answer_and_may_be_asked_again(String stream) {
        assertThatThrownBy(() -> read(stream, _ -> {})).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind).isEqualTo(ModelException.Kind.CONNECTION);
            assertThat(failed.again).isTrue();
        });
    }

    @Test
    void an_end_before_the_last_blocks_end_is_no_answer() {
        String stream =
                Streams.begin() + Streams.start(0, "{\"type\":\"text\",\"text\":\"\"}") + Streams.end("end_turn");
        assertThatThrownBy(() -> read(stream, _ -> {}))
                .hasMessage("the stream says it is complete and lacks the end of a block");
    }

    @Test
    void no_prefix_of_a_stream_is_taken_for_an_answer() {
        String stream = Streams.answer("tool_use", Streams.text(0, "x"), Streams.call(1, "t1", "{\"a\":1}"));
        int end = stream.indexOf("{\"type\":\"message_stop\"}") + "{\"type\":\"message_stop\"".length();
        for (int length = 0; length <= end; length++) {
            String prefix = stream.substring(0, length);
            assertThatThrownBy(() -> read(prefix, _ -> {})).isInstanceOf(Failed.class);
        }
    }

    private static Reply read(String stream, ReplyListener listener) throws Exception {
        var whole = new ByteBuffer[] {ByteBuffer.wrap(stream.getBytes(StandardCharsets.UTF_8)), null};
        var at = new int[1];
        return new AnthropicStream(listener, Secrets.none(), KeyWatch.none()).read(new SseReader(() -> whole[at[0]++]));
    }
}
