package dev.lungo.testing;

import dev.lungo.model.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Chat Completions request, with questions that tests ask of it.
 *
 * @param body as parsed; empty where it was no JSON object
 */
public record ChatRequest(Received received, ObjectNode body) {
    static ChatRequest of(Received received) {
        return new ChatRequest(received, Json.object(received.body()).orElseGet(Json::object));
    }

    public List<JsonNode> messages() {
        return body.path("messages").valueStream().toList();
    }

    /** The contents of the messages after the last one from the assistant, joined by line breaks. */
    public String newText() {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : messages().reversed()) {
            if (role(message).equals("assistant")) {
                break;
            }
            texts.addFirst(message.path("content").asString(""));
        }
        return String.join("\n", texts);
    }

    /** The roles of all messages, in order. */
    public List<String> roles() {
        return messages().stream().map(ChatRequest::role).toList();
    }

    static String role(JsonNode message) {
        return message.path("role").asString("");
    }
}
