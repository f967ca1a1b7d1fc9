package dev.lungo.model;

import dev.lungo.testing.StrictMessagesServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A conversation in a test, and what tests need around it. */
final class Talks {
    static final Connection.Patience PATIENCE =
            new Connection.Patience(Duration.ofSeconds(20), 4, Duration.ofMillis(1));
    static final List<ToolSpec> TOOLS = List.of(
            new ToolSpec(
                    "bash",
                    "Runs a command.",
                    "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"}},\"required\":[\"command\"]}"),
            new ToolSpec("look", "Looks around.", "{\"type\":\"object\",\"properties\":{}}"));

    private final Model model;
    private final List<Message> messages = new ArrayList<>();

    Talks(Model model) {
        this.model = model;
    }

    static Model model(StrictMessagesServer server, String id) {
        return model(server, id, PATIENCE);
    }

    static Model model(StrictMessagesServer server, String id, Connection.Patience patience) {
        return new Connection.Anthropic(server.url(), "sk-test-key-0001", "", Map.of(), id, patience).open();
    }

    static Prompt prompt(String text) {
        return prompt(List.of(new Message.User(List.of(new Block.Text(text)))));
    }

    static Prompt prompt(List<Message> messages) {
        return new Prompt("You are a test.", TOOLS, messages, 1000, Prompt.Effort.DEFAULT);
    }

    List<Message> messages() {
        return messages;
    }

    Reply user(String text) throws InterruptedException {
        return tell(new Block.Text(text));
    }

    /** Results for the calls of the last answer, in order. */
    Reply results(String... texts) throws InterruptedException {
        return tell(resultBlocks(texts).toArray(new Block[0]));
    }

    List<Block> resultBlocks(String... texts) {
        List<Block.ToolCall> calls = ((Message.Assistant) messages.getLast()).calls();
        List<Block> results = new ArrayList<>();
        for (int at = 0; at < texts.length; at++) {
            results.add(new Block.ToolResult(calls.get(at).id(), texts[at], false));
        }
        return results;
    }

    Reply tell(Block... blocks) throws InterruptedException {
        messages.add(new Message.User(List.of(blocks)));
        return go();
    }

    Reply go() throws InterruptedException {
        Reply reply = model.reply(prompt(messages), _ -> {});
        messages.add(reply.message());
        return reply;
    }

    /** Keeps what a model said, for any thread. */
    static final class Events implements ReplyListener {
        private final List<ReplyEvent> all = Collections.synchronizedList(new ArrayList<>());
        private final boolean raw;

        Events() {
            this(false);
        }

        Events(boolean raw) {
            this.raw = raw;
        }

        @Override
        public boolean wantsRaw() {
            return raw;
        }

        @Override
        public void on(ReplyEvent event) {
            all.add(event);
        }

        List<ReplyEvent> all() {
            return List.copyOf(all);
        }

        <E extends ReplyEvent> List<E> of(Class<E> kind) {
            return all().stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        String text() {
            var text = new StringBuilder();
            of(ReplyEvent.TextDelta.class).forEach(delta -> text.append(delta.text()));
            return text.toString();
        }

        String thinking() {
            var text = new StringBuilder();
            of(ReplyEvent.ThinkingDelta.class).forEach(delta -> text.append(delta.text()));
            return text.toString();
        }
    }
}
