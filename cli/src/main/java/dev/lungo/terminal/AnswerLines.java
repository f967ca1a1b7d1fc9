package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code assistant} lines: one for each block of an answer, all with the id of the message they belong to. */
final class AnswerLines {
    private final Supplier<String> ids;
    private String model = "";
    private Optional<String> messageId = Optional.empty();
    private long contextTokens;

    AnswerLines(Supplier<String> ids) {
        this.ids = ids;
    }

    void model(String id) {
        model = id;
    }

    /** How large the conversation was at the last answer, in tokens. */
    long contextTokens() {
        return contextTokens;
    }

    /** Looks for the message's id in an event of the stream. */
    void raw(String json) {
        if (json.contains("message_start")) {
            messageId = Json.object(json)
                    .filter(event -> event.path("type").asString("").equals("message_start"))
                    .map(event -> event.path("message").path("id").asString(""))
                    .filter(id -> !id.isEmpty());
        }
    }

    List<ObjectNode> of(AgentEvent.Replied replied) {
        contextTokens = replied.usage().context();
        String id = messageId.orElseGet(() -> "msg_" + ids.get());
        messageId = Optional.empty();
        var lines = new ArrayList<ObjectNode>();
        List<Block> content = replied.message().content();
        for (int i = 0; i < content.size(); i++) {
            Optional<JsonNode> block = block(content.get(i));
            if (block.isEmpty()) {
                continue;
            }
            ObjectNode line = Json.object().put("type", "assistant");
            ObjectNode message = line.putObject("message")
                    .put("id", id)
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("model", model);
            message.putArray("content").add(block.get());
            if (i == content.size() - 1) {
                message.put("stop_reason", replied.stop().name().toLowerCase(Locale.ROOT));
            } else {
                message.putNull("stop_reason");
            }
            message.putNull("stop_sequence").set("usage", Tally.usage(replied.usage()));
            lines.add(line.putNull("parent_tool_use_id"));
        }
        return lines;
    }

    private static Optional<JsonNode> block(Block block) {
        return switch (block) {
            case Block.Text(String text) ->
                Optional.of(Json.object().put("type", "text").put("text", text));
            case Block.ToolCall call ->
                Optional.of(Json.object()
                        .put("type", "tool_use")
                        .put("id", call.id())
                        .put("name", call.name())
                        .set("input", Tally.input(call)));
            case Block.Opaque(var _, String json) -> Json.object(json).map(node -> node);
            case Block.ToolResult _, Block.Notice _ -> Optional.empty(); // no answer has these
        };
    }
}
