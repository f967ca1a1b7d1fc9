package dev.lungo.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the chunks of one Chat Completions answer together. It is whole when a finish reason has come, or {@code [DONE]}.
 * Reasoning is shown and not kept: this API takes none back.
 */
final class OpenAiStream {
    private final ReplyListener listener;
    private final Secrets secrets;
    private final KeyWatch watch;
    private final OpenAiCalls calls;
    private final StringBuilder text = new StringBuilder();
    private Usage usage = Usage.NONE;
    private String finish = "";
    private boolean started;
    private boolean done;

    OpenAiStream(Prompt prompt, ReplyListener listener, Secrets secrets, KeyWatch watch) {
        this.listener = listener;
        this.secrets = secrets;
        this.watch = watch;
        this.calls = new OpenAiCalls(prompt.messages(), listener);
    }

    Reply read(SseReader events) throws Failed, InterruptedException {
        try {
            for (String data = events.next(); data != null && !isDone(data); data = events.next()) {
                on(chunk(data), data);
            }
        } catch (Failed failed) {
            // Some servers say nothing after the last chunk and leave the connection open.
            if (finish.isEmpty()) {
                throw failed;
            }
        }
        if (!done && finish.isEmpty()) {
            throw Failed.broken("the stream ended before the answer was complete");
        }
        return reply();
    }

    private boolean isDone(String data) {
        done = data.strip().equals("[DONE]");
        return done;
    }

    private ObjectNode chunk(String data) throws Failed {
        return Json.object(data)
                .orElseThrow(() -> Failed.broken(
                        "the stream holds an event that is not JSON: " + HttpErrors.shortened(secrets.hide(data))));
    }

    private void on(ObjectNode chunk, String data) throws Failed {
        if (chunk.has("error") && !chunk.path("error").isNull()) {
            throw OpenAiErrors.inStream(chunk, secrets);
        }
        watch.check(data);
        if (!started) {
            started = true;
            listener.on(new ReplyEvent.Started());
        }
        count(chunk.path("usage"));
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        String reasoning =
                delta.path("reasoning_content").asString(delta.path("reasoning").asString(""));
        if (!reasoning.isEmpty()) {
            listener.on(new ReplyEvent.ThinkingDelta(reasoning));
        }
        String content = delta.path("content").asString("");
        if (!content.isEmpty()) {
            text.append(content);
            listener.on(new ReplyEvent.TextDelta(content));
        }
        delta.path("tool_calls").forEach(calls::add);
        finish = choice.path("finish_reason").asString(finish);
    }

    private void count(JsonNode told) {
        if (told.isObject()) {
            long cached =
                    told.path("prompt_tokens_details").path("cached_tokens").asLong(0);
            long input = told.path("prompt_tokens").asLong(0);
            usage = new Usage(
                    Math.max(0, input - cached), told.path("completion_tokens").asLong(0), cached, 0);
        }
    }

    private Reply reply() throws Failed {
        if (finish.equals("content_filter")) {
            return new Reply(new Message.Assistant(List.of()), Reply.Stop.REFUSAL, usage);
        }
        boolean cut = finish.equals("length");
        List<Block> blocks = new ArrayList<>();
        if (!text.isEmpty()) {
            blocks.add(new Block.Text(text.toString()));
        }
        blocks.addAll(calls.finish(cut));
        for (Block block : blocks) {
            watch.check(block);
        }
        blocks.forEach(block -> listener.on(new ReplyEvent.BlockDone(block)));
        var message = new Message.Assistant(blocks);
        Reply.Stop natural = message.calls().isEmpty() ? Reply.Stop.END_TURN : Reply.Stop.TOOL_USE;
        return new Reply(message, cut ? Reply.Stop.MAX_TOKENS : natural, usage);
    }
}
