package dev.lungo.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A block of the Messages API while it arrives. What no delta touches stays as it was announced, byte for byte. */
final class BlockBuilder {
    private static final Set<String> KNOWN =
            Set.of("text", "thinking", "redacted_thinking", "tool_use", "server_tool_use");

    /** What a call needs, in the order in which it is replayed. */
    private static final List<String> CALL = List.of("type", "id", "name", "input");

    private final String type;
    private final ObjectNode announced;
    private final String raw;

    /** The announced block's members as JSON text, with what the deltas have changed. */
    private final Map<String, String> members;

    private final Map<String, StringBuilder> appended = new LinkedHashMap<>();
    private final StringBuilder citations = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private boolean changed;

    /**
     * @param announced the block as it was announced
     * @param raw the same as text
     */
    BlockBuilder(ObjectNode announced, String raw) {
        this.type = announced.path("type").asString("");
        this.announced = announced;
        this.raw = raw;
        this.members = RawJson.members(raw);
    }

    /** What the block says as soon as it begins; mostly nothing. */
    @Nullable
    ReplyEvent started() {
        String text = announced("text");
        return switch (type) {
            case "tool_use" -> new ReplyEvent.CallStarted(announced("id"), announced("name"));
            case "text" -> text.isEmpty() ? null : new ReplyEvent.TextDelta(text);
            default -> null;
        };
    }

    /**
     * What the listener hears of it, if anything. A delta of an unknown type passes by a block that is known without it;
     * into an unknown block it is merged like the known ones, since that block would hardly be whole without.
     *
     * @param event the text of the event that holds the delta
     */
    @Nullable
    ReplyEvent add(JsonNode delta, String event) {
        String deltaType = delta.path("type").asString("");
        switch (deltaType) {
            case "input_json_delta" -> input.append(delta.path("partial_json").asString(""));
            case "citations_delta" -> cite(raw(event).getOrDefault("citation", "null"));
            case "signature_delta" -> replace("signature", raw(event).getOrDefault("signature", "\"\""));
            case "text_delta", "thinking_delta" -> merge(delta, event);
            default -> {
                if (!KNOWN.contains(type)) {
                    merge(delta, event);
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

    private static Map<String, String> raw(String event) {
        return RawJson.members(RawJson.members(event).getOrDefault("delta", "{}"));
    }

    private void cite(String citation) {
        citations.append(citations.isEmpty() ? "" : ",").append(citation);
    }

    private void replace(String member, String json) {
        changed = true;
        members.put(member, json);
    }

    private void merge(JsonNode delta, String event) {
        for (Map.Entry<String, JsonNode> member : delta.properties()) {
            String name = member.getKey();
            if (name.equals("type")) {
                continue;
            }
            if (member.getValue().isString()) {
                appended.computeIfAbsent(name, known -> new StringBuilder(announced(known)))
                        .append(member.getValue().stringValue());
            } else {
                replace(name, raw(event).getOrDefault(name, "null"));
            }
        }
    }

    Block finish() {
        appended.forEach((name, text) -> replace(name, RawJson.quoted(RawJson.wellFormed(text.toString()))));
        if (!citations.isEmpty()) {
            String known = members.getOrDefault("citations", "null");
            replace("citations", listed(known));
        }
        return switch (type) {
            case "tool_use" -> call();
            case "text" -> isPlain() ? new Block.Text(text()) : opaque();
            default -> {
                if (!input.isEmpty()) {
                    replace("input", object(input.toString()));
                }
                yield opaque();
            }
        };
    }

    /** The announced list with the citations that came behind it. */
    private String listed(String known) {
        boolean isList = announced.path("citations").isArray();
        boolean empty = announced.path("citations").isEmpty();
        return isList && !empty
                ? known.substring(0, known.lastIndexOf(']')) + "," + citations + "]"
                : "[" + citations + "]";
    }

    private Block call() {
        String sent = members.getOrDefault("input", "{}");
        String wanted = input.isEmpty() ? object(sent) : input.toString();
        var call = new Block.ToolCall(announced("id"), announced("name"), wanted);
        members.putIfAbsent("input", "{}");
        if (List.copyOf(members.keySet()).equals(CALL)) {
            return call;
        }
        members.put("input", object(wanted));
        return new Block.ToolCall(call.id(), call.name(), wanted, RawJson.object(members));
    }

    /** An input that is none cannot be sent back. */
    private static String object(String json) {
        return RawJson.isObject(json) ? json : "{}";
    }

    private Block opaque() {
        return new Block.Opaque(AnthropicRequest.WIRE, changed ? RawJson.object(members) : raw);
    }

    /** A text block with nothing but text; an empty list of citations is nothing. */
    private boolean isPlain() {
        for (Map.Entry<String, String> member : members.entrySet()) {
            boolean known = member.getKey().equals("type") || member.getKey().equals("text");
            String value = member.getValue();
            boolean empty = value.equals("null")
                    || (value.startsWith("[") && value.substring(1).strip().equals("]"));
            if (!known && !empty) {
                return false;
            }
        }
        return true;
    }

    private String text() {
        StringBuilder text = appended.get("text");
        return text == null ? announced("text") : text.toString();
    }

    private String announced(String name) {
        return announced.path(name).asString("");
    }
}
