package dev.lungo.testing;

import dev.lungo.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to the Messages API, with questions that tests ask of it.
 *
 * @param body as parsed; empty where it was no JSON object
 */
public record MessagesRequest(Received received, ObjectNode body) {
    static MessagesRequest of(Received received) {
        return new MessagesRequest(received, Json.object(received.body()).orElseGet(Json::object));
    }

    /** When its last byte had arrived, in {@link System#nanoTime()}. */
    public long nanoTime() {
        return received.nanoTime();
    }

    public List<JsonNode> messages() {
        return body.path("messages").valueStream().toList();
    }

    /** The system prompt's texts, joined. */
    public String system() {
        return texts(body.path("system"));
    }

    public List<String> toolNames() {
        return body.path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString(""))
                .toList();
    }

    /** The text blocks of the last user message, joined by line breaks; no results, no system entries. */
    public String lastUserText() {
        return messages().reversed().stream()
                .filter(message -> role(message).equals("user"))
                .findFirst()
                .map(message -> texts(message.path("content")))
                .orElse("");
    }

    /** Everything the model has not seen before: texts, results and system entries after the last assistant message. */
    public String newText() {
        return String.join("\n", fresh().stream().map(MessagesRequest::allText).toList());
    }

    /** The results after the last assistant message: text by id of the call. */
    public Map<String, String> newResults() {
        Map<String, String> results = new LinkedHashMap<>();
        for (JsonNode message : fresh()) {
            for (JsonNode block : message.path("content")) {
                if (type(block).equals("tool_result")) {
                    results.put(block.path("tool_use_id").asString(""), texts(block.path("content")));
                }
            }
        }
        return results;
    }

    /** The texts of the results after the last assistant message, in order. */
    public List<String> newResultTexts() {
        return List.copyOf(newResults().values());
    }

    /** All that is said anywhere in the conversation. */
    public String allText() {
        return String.join(
                "\n", messages().stream().map(MessagesRequest::allText).toList());
    }

    private List<JsonNode> fresh() {
        List<JsonNode> fresh = new ArrayList<>();
        for (JsonNode message : messages().reversed()) {
            if (role(message).equals("assistant")) {
                break;
            }
            fresh.addFirst(message);
        }
        return fresh;
    }

    static String allText(JsonNode message) {
        List<String> texts = new ArrayList<>();
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        for (JsonNode block : content) {
            texts.add(
                    type(block).equals("tool_result")
                            ? texts(block.path("content"))
                            : block.path("text").asString(""));
        }
        return String.join("\n", texts);
    }

    private static String texts(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        return String.join(
                "\n",
                content.valueStream()
                        .filter(block -> type(block).equals("text"))
                        .map(block -> block.path("text").asString(""))
                        .toList());
    }

    static String role(JsonNode message) {
        return message.path("role").asString("");
    }

    static String type(JsonNode block) {
        return block.path("type").asString("");
    }
}
