package dev.lungo.testing;

import dev.lungo.model.Json;
import dev.lungo.testing.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as the Messages API streams it. */
final class MessagesEvents {
    /** Characters per delta, so that every text comes in several. */
    private static final int PIECE = 24;

    private final Answer answer;
    private final List<String> events = new ArrayList<>();
    private final boolean whole;

    /** @param whole with the last block's end and what follows it */
    private MessagesEvents(Answer answer, boolean whole) {
        this.answer = answer;
        this.whole = whole;
    }

    static List<String> of(Answer answer, String model, boolean whole) {
        return new MessagesEvents(answer, whole).render(model);
    }

    /** The content as the client should replay it. */
    static List<JsonNode> content(Answer answer) {
        List<JsonNode> content = new ArrayList<>();
        if (answer.stop().equals("refusal")) {
            return content;
        }
        boolean cut = answer.stop().equals("max_tokens") || answer.stop().equals("model_context_window_exceeded");
        for (int at = 0; at < answer.parts().size(); at++) {
            Part part = answer.parts().get(at);
            boolean last = at == answer.parts().size() - 1;
            if (!(cut && last && part instanceof Part.Call call && isCut(call.input()))) {
                content.add(block(part, true));
            }
        }
        return content;
    }

    private static boolean isCut(String input) {
        return input.isEmpty() || input.equals("{}") || Json.object(input).isEmpty();
    }

    private List<String> render(String model) {
        Answer.Tokens tokens = answer.tokens();
        ObjectNode usage = Json.object()
                .put("input_tokens", tokens.input())
                .put("cache_creation_input_tokens", tokens.cacheWrite())
                .put("cache_read_input_tokens", tokens.cacheRead())
                .put("output_tokens", 1);
        ObjectNode message = Json.object()
                .put("id", "msg_test")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage);
        event("message_start", Json.object().set("message", message));
        event("ping", Json.object());
        for (int at = 0; at < answer.parts().size(); at++) {
            part(at, answer.parts().get(at), whole || at < answer.parts().size() - 1);
        }
        if (whole) {
            ObjectNode end = Json.object();
            end.set("delta", Json.object().put("stop_reason", stop()).putNull("stop_sequence"));
            end.set("usage", Json.object().put("output_tokens", tokens.output()));
            event("message_delta", end);
            event("message_stop", Json.object());
        }
        return events;
    }

    private String stop() {
        return answer.stop().isEmpty() ? answer.calls().isEmpty() ? "end_turn" : "tool_use" : answer.stop();
    }

    private static ObjectNode block(Part part, boolean complete) {
        return switch (part) {
            case Part.Say(String text) -> Json.object().put("type", "text").put("text", complete ? text : "");
            case Part.Think(String text, String signature) ->
                Json.object()
                        .put("type", "thinking")
                        .put("thinking", complete ? text : "")
                        .put("signature", complete ? signature : "");
            case Part.Call(String id, String name, String input) -> {
                ObjectNode block =
                        Json.object().put("type", "tool_use").put("id", id).put("name", name);
                block.set("input", complete ? Json.object(input).orElseGet(Json::object) : Json.object());
                yield block;
            }
            case Part.Raw(String json) -> Json.object(json).orElseThrow();
        };
    }

    private void part(int index, Part part, boolean ends) {
        event("content_block_start", Json.object().put("index", index).set("content_block", block(part, false)));
        switch (part) {
            case Part.Say(String text) -> deltas(index, "text_delta", "text", text);
            case Part.Think(String text, String signature) -> {
                deltas(index, "thinking_delta", "thinking", text);
                delta(index, "signature_delta", "signature", signature);
            }
            case Part.Call call -> deltas(index, "input_json_delta", "partial_json", call.input());
            case Part.Raw _ -> {}
        }
        if (ends) {
            event("content_block_stop", Json.object().put("index", index));
        }
    }

    private void deltas(int index, String type, String field, String text) {
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            delta(index, type, field, text.substring(from, to));
        }
    }

    private void delta(int index, String type, String field, String text) {
        event(
                "content_block_delta",
                Json.object()
                        .put("index", index)
                        .set("delta", Json.object().put("type", type).put(field, text)));
    }

    private void event(String type, JsonNode fields) {
        ObjectNode event = Json.object().put("type", type);
        event.setAll((ObjectNode) fields);
        events.add("event: " + type + "\ndata: " + Json.line(event) + "\n\n");
    }
}
