package dev.lungo.testing;

import dev.lungo.model.Block;
import dev.lungo.model.Connection;
import dev.lungo.model.Message;
import dev.lungo.model.Model;
import dev.lungo.model.ModelException;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Answers from a script file, as the scripted model reads it; for one conversation. */
final class ScriptedAnswers implements Function<MessagesRequest, Answer> {
    private final Model model;

    ScriptedAnswers(Path script) {
        model = new Connection.Scripted(script, false).open();
    }

    @Override
    public synchronized Answer apply(MessagesRequest request) {
        List<Message> messages = new ArrayList<>();
        request.messages().forEach(message -> messages.add(message(message)));
        try {
            var prompt = new Prompt("", List.of(), messages, 0, Prompt.Effort.DEFAULT);
            return answer(model.reply(prompt, _ -> {}));
        } catch (ModelException problem) {
            return Answer.status(400, "script_error", String.valueOf(problem.getMessage()));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return Answer.status(503, "interrupted");
        }
    }

    /** Only its text matters to a script, and who said it. */
    private static Message message(JsonNode message) {
        List<Block> text = List.of(new Block.Text(MessagesRequest.allText(message)));
        return MessagesRequest.role(message).equals("assistant") ? new Message.Assistant(text) : new Message.User(text);
    }

    private static Answer answer(Reply reply) {
        Answer answer = Answer.nothing();
        for (Block block : reply.message().content()) {
            if (block instanceof Block.Text(String text)) {
                answer = answer.and(Answer.say(text));
            } else if (block instanceof Block.ToolCall call) {
                answer = answer.and(Answer.callRaw(call.name(), call.input()));
            }
        }
        return switch (reply.stop()) {
            case MAX_TOKENS -> answer.stopping("max_tokens");
            case PAUSE_TURN -> answer.stopping("pause_turn");
            case REFUSAL -> answer.stopping("refusal");
            case CONTEXT_FULL -> answer.stopping("model_context_window_exceeded");
            case END_TURN, STOP_SEQUENCE, TOOL_USE -> answer;
        };
    }
}
