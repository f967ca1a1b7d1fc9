package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What servers do with tool calls that the API's reference does not mention. */
final class OpenAiCallsTest {
    private final Talks.Events events = new Talks.Events();
    private final OpenAiCalls calls = new OpenAiCalls(List.of(), events);

    @Test
    void pieces_by_index() {
        add("{'index':0,'id':'a','function':{'name':'bash','arguments':''}}");
        add("{'index':1,'id':'b','function':{'name':'look','arguments':'{'}}");
        add("{'index':0,'function':{'arguments':'{\\u0022x\\u0022:'}}");
        add("{'index':1,'function':{'arguments':'}'}}");
        add("{'index':0,'function':{'arguments':'1}'}}");

        assertThat(calls.finish(false))
                .containsExactly(new Block.ToolCall("a", "bash", "{\"x\":1}"), new Block.ToolCall("b", "look", "{}"));
        assertThat(events.all())
                .containsExactly(new ReplyEvent.CallStarted("a", "bash"), new ReplyEvent.CallStarted("b", "look"));
    }

    @Test
    void whole_calls_with_the_same_index() {
        add("{'index':0,'id':'a','function':{'name':'bash','arguments':'{}'}}");
        add("{'index':0,'id':'b','function':{'name':'bash','arguments':'{}'}}");
        assertThat(calls.finish(false)).extracting(Block.ToolCall::id).containsExactly("a", "b");
    }

    @Test
    void whole_calls_without_index_or_id_get_ids_of_their_own() {
        add("{'function':{'name':'bash','arguments':{'x':1}}}");
        add("{'function':{'name':'look','arguments':{}}}");

        List<Block.ToolCall> finished = calls.finish(false);
        assertThat(finished).extracting(Block.ToolCall::name).containsExactly("bash", "look");
        assertThat(finished).extracting(Block.ToolCall::input).containsExactly("{\"x\":1}", "{}");
        assertThat(finished)
                .extracting(Block.ToolCall::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void an_id_that_the_conversation_has_used_is_replaced() {
        var said = new Message.Assistant(List.of(new Block.ToolCall("call_0", "bash", "{}")));
        var later = new OpenAiCalls(List.of(said), events);
        later.add(Json.object("{\"index\":0,\"id\":\"call_0\",\"function\":{\"name\":\"bash\"}}")
                .orElseThrow());
        later.add(Json.object("{\"index\":0,\"id\":\"call_0\",\"function\":{\"arguments\":\"{}\"}}")
                .orElseThrow());
        assertThat(later.finish(false))
                .singleElement()
                .satisfies(call -> assertThat(call.id()).isNotEqualTo("call_0"))
                .satisfies(call -> assertThat(call.input()).isEqualTo("{}"));
    }

    @Test
    void a_name_that_is_repeated_in_every_piece_is_one_name() {
        add("{'index':0,'id':'a','function':{'name':'bash','arguments':'{'}}");
        add("{'index':0,'id':'a','function':{'name':'bash','arguments':'}'}}");
        assertThat(calls.finish(false)).containsExactly(new Block.ToolCall("a", "bash", "{}"));
    }

    @Test
    void an_answer_that_hit_its_limit_loses_a_half_call_only() {
        add("{'index':0,'id':'a','function':{'name':'bash','arguments':'{}'}}");
        add("{'index':1,'id':'b','function':{'name':'bash','arguments':'{\\u0022x'}}");
        assertThat(calls.finish(true)).extracting(Block.ToolCall::id).containsExactly("a");
        assertThat(calls.finish(false)).extracting(Block.ToolCall::id).containsExactly("a", "b");
    }

    private void add(String delta) {
        calls.add(Json.object(delta.replace('\'', '"')).orElseThrow());
    }
}
