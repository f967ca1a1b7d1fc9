package dev.lungo.model;

import static dev.lungo.testing.Answer.block;
import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.think;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.testing.StrictMessagesServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnthropicModelTest {
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Model model = Talks.model(server, "claude-opus-5-5");

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    @Test
    void streams_a_text_and_says_what_happens() throws Exception {
        server.reply(say("Hello there, this is a text that needs several deltas."));
        var events = new Talks.Events();

        Reply reply = model.reply(Talks.prompt("hi"), events);

        assertThat(reply)
                .isEqualTo(new Reply(
                        new Message.Assistant(
                                List.of(new Block.Text("Hello there, this is a text that needs several deltas."))),
                        Reply.Stop.END_TURN,
                        new Usage(10, 5, 0, 0)));
        assertThat(events.text()).isEqualTo(reply.message().text());
        assertThat(events.all().getFirst()).isEqualTo(new ReplyEvent.Started());
        assertThat(events.all().getLast())
                .isEqualTo(new ReplyEvent.BlockDone(reply.message().content().getFirst()));
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void a_conversation_with_calls_passes_the_strict_server() throws Exception {
        var talk = new Talks(model);
        server.reply(
                think("Let me look.").and(say("I look.")).and(call("bash", Map.of("command", "ls"))),
                call("bash", Map.of("command", "a")).and(call("bash", Map.of("command", "b"))),
                say("done"));

        Reply first = talk.user("look around");
        Reply second = talk.results("README.md");
        Reply third = talk.results("a out", "b out");

        assertThat(first.stop()).isEqualTo(Reply.Stop.TOOL_USE);
        assertThat(second.message().calls())
                .extracting(Block.ToolCall::input)
                .containsExactly("{\"command\":\"a\"}", "{\"command\":\"b\"}");
        assertThat(third.message().text()).isEqualTo("done");
        assertThat(server.violations()).isEmpty();
        assertThat(server.requests().getLast().newResultTexts()).containsExactly("a out", "b out");
    }

    @Test
    void a_call_with_fields_of_its_own_passes_the_strict_server() throws Exception {
        var call =
                "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"look\",\"input\":{\"x\":1},\"caller\":{\"type\":\"direct\"}}";
        var talk = new Talks(model);
        server.reply(block(call).stopping("tool_use"), say("done"));

        talk.user("look around");
        talk.results("nothing");

        assertThat(Json.line(server.requests().getLast().body())).contains(call);
        assertThat(server.violations()).isEmpty();
    }
}
