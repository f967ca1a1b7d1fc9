package dev.lungo.testing;

import static dev.lungo.testing.MessagesRequest.role;

import dev.lungo.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked and answered, in any number of conversations. A request that holds an assistant message must repeat, up
 * to that message, exactly what was asked and answered then; only {@code cache_control} may differ. A request without an
 * assistant message begins a conversation (or tries again to).
 */
final class MessagesHistory {
    private final List<Asked> exchanges = new ArrayList<>();
    private final Map<String, String> interned = new HashMap<>();

    /**
     * @param frame model, system prompt and tools
     * @param before the messages before the answer
     * @param said the answer's content, with that of a paused answer before it
     */
    private record Asked(String frame, List<String> before, List<String> said, boolean paused) {}

    /** What is wrong with the part of the request that must not change. */
    synchronized Optional<String> check(MessagesRequest request) {
        List<JsonNode> messages = request.messages();
        int last = lastAssistant(messages);
        if (last < 0) {
            return Optional.empty();
        }
        boolean continues = last == messages.size() - 1;
        List<String> before = canonical(messages.subList(0, last));
        List<String> said = content(messages.get(last));
        List<Asked> same =
                exchanges.stream().filter(each -> each.said.equals(said)).toList();
        if (continues && same.stream().noneMatch(Asked::paused)) {
            return Optional.of("This model does not support assistant message prefill. The conversation must end with"
                    + " a user message.");
        }
        if (same.isEmpty()) {
            return Optional.of("messages." + last + ": the assistant's content is not what this server has said: "
                    + said + "; it last said " + (exchanges.isEmpty() ? "nothing" : exchanges.getLast().said));
        }
        String frame = frame(request.body());
        if (same.stream().anyMatch(each -> each.before.equals(before) && each.frame.equals(frame))) {
            return Optional.empty();
        }
        return Optional.of(
                "The block is bound to a different conversation: " + difference(same.getLast(), before, frame));
    }

    private static String difference(Asked then, List<String> before, String frame) {
        if (!then.frame.equals(frame)) {
            return "model, system prompt or tools changed from " + then.frame + " to " + frame;
        }
        for (int at = 0; at < Math.min(before.size(), then.before.size()); at++) {
            if (!before.get(at).equals(then.before.get(at))) {
                return "messages." + at + " changed from " + then.before.get(at) + " to " + before.get(at);
            }
        }
        return "there were " + then.before.size() + " messages before it and now are " + before.size();
    }

    /** Notes an answer that went out whole. */
    synchronized void answered(MessagesRequest request, List<JsonNode> content, boolean paused) {
        List<JsonNode> messages = request.messages();
        List<String> said = new ArrayList<>();
        if (role(messages.getLast()).equals("assistant")) {
            said.addAll(content(messages.getLast()));
            messages = messages.subList(0, messages.size() - 1);
        }
        content.stream().filter(block -> !isBlank(block)).map(this::canonical).forEach(said::add);
        exchanges.add(new Asked(frame(request.body()), canonical(messages), said, paused));
    }

    private static boolean isBlank(JsonNode block) {
        return MessagesRequest.type(block).equals("text")
                && block.path("text").asString("").isBlank();
    }

    private static int lastAssistant(List<JsonNode> messages) {
        for (int at = messages.size() - 1; at >= 0; at--) {
            if (role(messages.get(at)).equals("assistant")) {
                return at;
            }
        }
        return -1;
    }

    private List<String> content(JsonNode message) {
        return message.path("content").valueStream().map(this::canonical).toList();
    }

    private List<String> canonical(List<JsonNode> nodes) {
        return nodes.stream().map(this::canonical).toList();
    }

    private String frame(ObjectNode body) {
        var frame = Json.object();
        for (String field : List.of("model", "system", "tools")) {
            frame.set(field, body.path(field));
        }
        return canonical(frame);
    }

    private String canonical(JsonNode node) {
        JsonNode copy = node.deepCopy();
        unmark(copy);
        return interned.computeIfAbsent(copy.toString(), text -> text);
    }

    private static void unmark(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.remove("cache_control");
                // What a tool was called with is the model's, whatever its fields are named.
                object.properties().stream()
                        .filter(field -> !field.getKey().equals("input"))
                        .forEach(field -> unmark(field.getValue()));
            }
            case ArrayNode array -> array.forEach(MessagesHistory::unmark);
            default -> {}
        }
    }
}
