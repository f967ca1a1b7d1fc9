package dev.lungo.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A block of the Messages API while it arrives. */
final class BlockBuilder {
    private static final Set<String> KNOWN =
            Set.of("text", "thinking", "redacted_thinking", "tool_use", "server_tool_use");

    private final String type;
    private final ObjectNode block;
    private final String raw;
    private final Map<String, StringBuilder> appended = new LinkedHashMap<>();
    private final StringBuilder input = new StringBuilder();
    private boolean changed;

    /**
     * @param block as it was announced
     * @param raw the same as text
     */
    BlockBuilder(ObjectNode block, String raw) {
        this.type = block.path("type").asString("");
        this.block = block;
        this.raw = raw;
    }

    /** What the block says as soon as it begins; mostly nothing. */
    @Nullable
    ReplyEvent started() {
        String text = block.path("text").asString("");
        return switch (type) {
            case "tool_use" -> new ReplyEvent.CallStarted(id(), name());
            case "text" -> text.isEmpty() ? null : new ReplyEvent.TextDelta(text);
            default -> null;
        };
    }

    /**
     * What the listener hears of it, if anything. A delta of an unknown type passes by a block that is known without it;
     * into an unknown block it is merged like the known ones, since that block would hardly be whole without.
     */
    @Nullable
    ReplyEvent add(JsonNode delta) {
        String deltaType = delta.path("type").asString("");
        switch (deltaType) {
            case "input_json_delta" -> input.append(delta.path("partial_json").asString(""));
            case "citations_delta" -> citations().add(delta.path("citation"));
            case "signature_delta" -> replace("signature", delta.path("signature"));
            case "text_delta", "thinking_delta" -> merge(delta);
            default -> {
                if (!KNOWN.contains(type)) {
                    merge(delta);
                }
            }
        }
        return switch (deltaType) {
            case "text_delta" -> new ReplyEvent.TextDelta(delta.path("text").asString(""));
            case "thinking_delta" ->
                new ReplyEvent.ThinkingDelta(delta.path("thinking").asString(""));
            default -> null;
        };
    }

    private ArrayNode citations() {
        changed = true;
        return block.get("citations") instanceof ArrayNode known ? known : block.putArray("citations");
    }

    private void replace(String field, JsonNode value) {
        changed = true;
        block.set(field, value);
    }

    private void merge(JsonNode delta) {
        for (Map.Entry<String, JsonNode> field : delta.properties()) {
            if (field.getKey().equals("type")) {
                continue;
            }
            if (field.getValue().isString()) {
                appended.computeIfAbsent(
                                field.getKey(),
                                name -> new StringBuilder(block.path(name).asString("")))
                        .append(field.getValue().stringValue());
            } else {
                replace(field.getKey(), field.getValue());
            }
        }
    }

    Block finish() {
        return switch (type) {
            case "tool_use" -> new Block.ToolCall(id(), name(), callInput());
            case "text" -> {
                complete();
                yield isPlain() ? new Block.Text(block.path("text").asString("")) : opaque();
            }
            default -> {
                if (!input.isEmpty()) {
                    changed = true;
                    block.set("input", Json.object(input.toString()).orElseGet(Json::object));
                }
                complete();
                yield opaque();
            }
        };
    }

    private void complete() {
        appended.forEach((field, text) -> replace(field, StringNode.valueOf(text.toString())));
    }

    private Block opaque() {
        return new Block.Opaque(AnthropicRequest.WIRE, changed ? Json.line(block) : raw);
    }

    /** A text block with nothing but text; an empty list of citations is nothing. */
    private boolean isPlain() {
        for (Map.Entry<String, JsonNode> field : block.properties()) {
            boolean known = field.getKey().equals("type") || field.getKey().equals("text");
            if (!known
                    && !field.getValue().isNull()
                    && !(field.getValue().isArray() && field.getValue().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private String callInput() {
        if (!input.isEmpty()) {
            return input.toString();
        }
        String whole = RawJson.member(raw, "input");
        return whole == null ? "{}" : whole;
    }

    private String id() {
        return block.path("id").asString("");
    }

    private String name() {
        return block.path("name").asString("");
    }
}
