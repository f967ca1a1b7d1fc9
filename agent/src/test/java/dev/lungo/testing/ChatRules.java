package dev.lungo.testing;

import static dev.lungo.testing.ChatRequest.role;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a Chat Completions request must keep to, as servers with strict templates want it. */
final class ChatRules {
    private ChatRules() {}

    static Optional<String> check(ChatRequest request) {
        if (request.body().path("model").asString("").isEmpty()) {
            return Optional.of("you must provide a model parameter");
        }
        List<JsonNode> messages = request.messages();
        if (messages.isEmpty()) {
            return Optional.of("'messages' must not be empty");
        }
        Set<String> open = new HashSet<>();
        String before = "";
        for (int at = 0; at < messages.size(); at++) {
            JsonNode message = messages.get(at);
            Optional<String> problem = message(at, message, before, open);
            if (problem.isPresent()) {
                return problem;
            }
            before = role(message);
        }
        return open.isEmpty() && !before.equals("assistant")
                ? Optional.empty()
                : Optional.of("the messages end with " + before + ", open tool calls: " + open);
    }

    private static Optional<String> message(int at, JsonNode message, String before, Set<String> open) {
        String where = "messages[" + at + "]";
        String role = role(message);
        if (!role.equals("tool") && !open.isEmpty()) {
            return Optional.of("An assistant message with 'tool_calls' must be followed by tool messages responding to"
                    + " each 'tool_call_id'. No response for: " + open);
        }
        return switch (role) {
            case "system" -> at == 0 ? Optional.empty() : Optional.of(where + ": system only as the first message");
            case "user" ->
                before.equals("user") || message.path("content").asString("").isBlank()
                        ? Optional.of(where + ": user after user, or an empty content")
                        : Optional.empty();
            case "tool" ->
                open.remove(message.path("tool_call_id").asString(""))
                        ? Optional.empty()
                        : Optional.of(where + ": no preceding tool_calls for " + message.path("tool_call_id"));
            case "assistant" -> assistant(where, message, before, open);
            default -> Optional.of(where + ": unknown role '" + role + "'");
        };
    }

    private static Optional<String> assistant(String where, JsonNode message, String before, Set<String> open) {
        for (JsonNode call : message.path("tool_calls")) {
            if (!open.add(call.path("id").asString(""))) {
                return Optional.of(where + ": duplicate tool call id " + call.path("id"));
            }
        }
        boolean empty = open.isEmpty() && message.path("content").asString("").isBlank();
        return before.equals("assistant") || empty
                ? Optional.of(where + ": assistant after assistant, or nothing said")
                : Optional.empty();
    }
}
