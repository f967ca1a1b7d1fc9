package dev.lungo.testing;

import dev.lungo.model.Json;
import dev.lungo.testing.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An answer as a Chat Completions server streams it. */
final class ChatEvents {
    private final List<String> events = new ArrayList<>();
    private int calls;

    private ChatEvents() {}

    static List<String> of(Answer answer, boolean whole, boolean usage) {
        var chunks = new ChatEvents();
        chunks.delta(Json.object().put("role", "assistant").put("content", ""));
        answer.parts().forEach(chunks::part);
        if (whole) {
            chunks.finish(answer, usage);
        }
        return chunks.events;
    }

    private void part(Part part) {
        switch (part) {
            case Part.Say(String text) -> delta(Json.object().put("content", text));
            case Part.Think(String text, String _) -> delta(Json.object().put("reasoning_content", text));
            case Part.Call call -> {
                call(call.id(), call.name(), "");
                int half = call.input().length() / 2;
                call("", "", call.input().substring(0, half));
                call("", "", call.input().substring(half));
                calls++;
            }
            case Part.Raw(String chunk) -> events.add("data: " + chunk + "\n\n");
        }
    }

    private void call(String id, String name, String arguments) {
        ObjectNode call = Json.object().put("index", calls);
        if (!id.isEmpty()) {
            call.put("id", id).put("type", "function");
        }
        ObjectNode function = call.putObject("function").put("arguments", arguments);
        if (!name.isEmpty()) {
            function.put("name", name);
        }
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls").add(call);
        delta(delta);
    }

    private void delta(ObjectNode delta) {
        ObjectNode chunk = Json.object().put("object", "chat.completion.chunk");
        chunk.putArray("choices").addObject().put("index", 0).set("delta", delta);
        events.add("data: " + Json.line(chunk) + "\n\n");
    }

    private void finish(Answer answer, boolean usage) {
        String stop = answer.stop().isEmpty() ? answer.calls().isEmpty() ? "stop" : "tool_calls" : answer.stop();
        ObjectNode chunk = Json.object();
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", stop)
                .putObject("delta");
        events.add("data: " + Json.line(chunk) + "\n\n");
        if (usage) {
            ObjectNode last = Json.object();
            last.putArray("choices");
            last.putObject("usage")
                    .put(
                            "prompt_tokens",
                            answer.tokens().input() + answer.tokens().cacheRead())
                    .put("completion_tokens", answer.tokens().output())
                    .putObject("prompt_tokens_details")
                    .put("cached_tokens", answer.tokens().cacheRead());
            events.add("data: " + Json.line(last) + "\n\n");
        }
        events.add("data: [DONE]\n\n");
    }
}
