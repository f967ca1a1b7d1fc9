package dev.lungo.terminal.testing;

import dev.lungo.model.Block;
import dev.lungo.model.Capabilities;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.Model;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.ReplyListener;
import dev.lungo.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what it is told, in a small language. A prompt is a list of steps between {@code ;;}: {@code say TEXT},
 * {@code think TEXT}, {@code hang}, {@code fail}, {@code bash COMMAND},
 * {@code bg COMMAND}, {@code write PATH TEXT}, {@code edit PATH OLD NEW}. After results and notices it repeats what it
 * was told.
 */
public final class ObedientModel implements Model {
    private int calls;

    @Override
    public String id() {
        return "obedient-1";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, true, 200_000, 8_192, 2, 10);
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        listener.on(new ReplyEvent.Started());
        var content = new ArrayList<Block>();
        for (String step : steps(prompt.messages().getLast()).split(";;", -1)) {
            step(step.strip(), content, listener);
        }
        boolean calling = content.stream().anyMatch(Block.ToolCall.class::isInstance);
        return new Reply(
                new Message.Assistant(content),
                calling ? Reply.Stop.TOOL_USE : Reply.Stop.END_TURN,
                new Usage(1_200, 34, 0, 0));
    }

    @Override
    public void close() {}

    private static String steps(Message message) {
        var told = new StringBuilder();
        String typed = "";
        for (Block block : message.content()) {
            switch (block) {
                case Block.Text text -> typed = text.text();
                case Block.ToolResult result ->
                    told.append("say result: ").append(first(result.text())).append(";;");
                case Block.Notice notice ->
                    told.append("say heard: ")
                            .append(notice.text().replace('\n', ' '))
                            .append(";;");
                case Block.ToolCall _, Block.Opaque _ -> {}
            }
        }
        return told + typed;
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("nothing");
    }

    private void step(String step, List<Block> content, ReplyListener listener) throws InterruptedException {
        String[] words = step.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "say" -> say(rest, content, listener);
            case "think" -> listener.on(new ReplyEvent.ThinkingDelta(rest));
            case "hang" -> new CountDownLatch(1).await(); // until interrupted
            case "bash" -> call("bash", Json.object().put("command", rest), content);
            case "bg" -> call("background_run", Json.object().put("command", rest), content);
            case "write" -> {
                String[] file = rest.split(" ", 2);
                call("write_file", Json.object().put("path", file[0]).put("content", file[1]), content);
            }
            case "edit" -> {
                String[] edit = rest.split(" ", 3);
                call(
                        "edit_file",
                        Json.object()
                                .put("path", edit[0])
                                .put("old_text", edit[1])
                                .put("new_text", edit[2]),
                        content);
            }
            case "" -> {}
            default -> say("you said: " + step, content, listener);
        }
    }

    private static void say(String text, List<Block> content, ReplyListener listener) {
        String unescaped = text.replace("\\n", "\n").replace("\\e", "\033");
        listener.on(new ReplyEvent.TextDelta(unescaped));
        content.add(new Block.Text(unescaped));
        listener.on(new ReplyEvent.BlockDone(content.getLast()));
    }

    private void call(String tool, ObjectNode input, List<Block> content) {
        content.add(new Block.ToolCall("call_" + ++calls, tool, Json.line(input)));
    }
}
