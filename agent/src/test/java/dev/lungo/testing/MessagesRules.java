package dev.lungo.testing;

import static dev.lungo.testing.MessagesRequest.role;
import static dev.lungo.testing.MessagesRequest.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What one request by itself must keep to. Each check answers with what the API would say, or nothing. */
final class MessagesRules {
    private static final Set<String> FIELDS = Set.of(
            "model",
            "max_tokens",
            "stream",
            "system",
            "tools",
            "tool_choice",
            "messages",
            "thinking",
            "output_config",
            "metadata",
            "stop_sequences");

    private MessagesRules() {}

    static Optional<String> check(MessagesRequest request) {
        return first(
                fields(request),
                roles(request.messages()),
                results(request.messages()),
                texts(request),
                marks(request));
    }

    @SafeVarargs
    private static Optional<String> first(Optional<String>... problems) {
        for (Optional<String> problem : problems) {
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fields(MessagesRequest request) {
        JsonNode body = request.body();
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                return Optional.of(field + ": Extra inputs are not permitted");
            }
        }
        if (!request.received().header("anthropic-version").equals("2026-10-21")) {
            return Optional.of("anthropic-version: \"" + request.received().header("anthropic-version")
                    + "\" is not a valid version");
        }
        if (body.path("max_tokens").asInt(0) < 1) {
            return Optional.of("max_tokens: Field required");
        }
        if (body.path("model").asString("").isEmpty()) {
            return Optional.of("model: Field required");
        }
        if (!body.path("stream").asBoolean(false)) {
            return Optional.of("stream: this server answers streaming requests only");
        }
        if (request.messages().isEmpty()) {
            return Optional.of("messages: at least one message is required");
        }
        return tools(body.path("tools"));
    }

    private static Optional<String> tools(JsonNode tools) {
        Set<String> names = new HashSet<>();
        for (JsonNode tool : tools) {
            String name = tool.path("name").asString("");
            if (!name.matches("[a-zA-Z0-9_-]{1,128}")) {
                return Optional.of("tools: name '" + name + "' should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            if (!names.add(name)) {
                return Optional.of("tools: Tool names must be unique.");
            }
            if (!tool.path("input_schema").path("type").asString("").equals("object")) {
                return Optional.of("tools." + name + ".input_schema.type: Input should be 'object'");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> roles(List<JsonNode> messages) {
        String before = "";
        for (int at = 0; at < messages.size(); at++) {
            String role = role(messages.get(at));
            String next = at + 1 < messages.size() ? role(messages.get(at + 1)) : "";
            switch (role) {
                case "system" -> {
                    if (!before.equals("user") || !(next.isEmpty() || next.equals("assistant"))) {
                        return Optional.of("messages." + at + ": role 'system' must directly follow a user turn and"
                                + " directly precede an assistant turn or end the messages");
                    }
                    if (!isText(messages.get(at).path("content"))) {
                        return Optional.of("messages." + at + ": role 'system' takes text only");
                    }
                }
                case "user", "assistant" -> {
                    String spoken = before.equals("system") ? "user" : before;
                    if (role.equals(spoken) || (at == 0 && !role.equals("user"))) {
                        return Optional.of("messages." + at + ": roles must alternate between \"user\" and"
                                + " \"assistant\", beginning with \"user\"; found \"" + role + "\" after \"" + before
                                + "\"");
                    }
                }
                default -> {
                    return Optional.of("messages." + at + ".role: Input should be 'user', 'assistant' or 'system'");
                }
            }
            before = role;
        }
        return Optional.empty();
    }

    private static boolean isText(JsonNode content) {
        return content.isString()
                || (content.isArray()
                        && content.valueStream().allMatch(block -> type(block).equals("text")));
    }

    /** Each call has its one result, first in the next user message, and there is no other result. */
    private static Optional<String> results(List<JsonNode> messages) {
        Set<String> open = Set.of();
        for (int at = 0; at < messages.size(); at++) {
            JsonNode message = messages.get(at);
            Set<String> calls = role(message).equals("assistant") ? calls(message) : Set.of();
            Optional<String> problem = results(at, message, open);
            if (problem.isPresent()) {
                return problem;
            }
            open = calls;
        }
        return Optional.empty();
    }

    private static Set<String> calls(JsonNode message) {
        Set<String> ids = new HashSet<>();
        for (JsonNode block : message.path("content")) {
            if (type(block).equals("tool_use")) {
                ids.add(block.path("id").asString(""));
            }
        }
        return ids;
    }

    private static Optional<String> results(int at, JsonNode message, Set<String> open) {
        Set<String> missing = new HashSet<>(open);
        boolean others = false;
        int index = 0;
        for (JsonNode block : message.path("content")) {
            String where = "messages." + at + ".content." + index++;
            if (!type(block).equals("tool_result")) {
                others = true;
                continue;
            }
            String id = block.path("tool_use_id").asString("");
            if (!role(message).equals("user") || !open.contains(id)) {
                return Optional.of(
                        where + ": unexpected `tool_use_id` found in `tool_result` blocks: " + id
                                + ". Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            }
            if (!missing.remove(id)) {
                return Optional.of(where + ": each tool_use must have a single result. Found multiple `tool_result`"
                        + " blocks with id: " + id);
            }
            if (others) {
                return Optional.of(where + ": `tool_result` blocks must come first in the content");
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("messages." + at + ": `tool_use` ids were found without `tool_result` blocks immediately"
                        + " after: " + String.join(", ", missing) + ". Each `tool_use` block must have a corresponding"
                        + " `tool_result` block in the next message.");
    }

    private static Optional<String> texts(MessagesRequest request) {
        List<JsonNode> contents = new ArrayList<>();
        contents.add(request.body().path("system"));
        request.messages().forEach(message -> contents.add(message.path("content")));
        for (JsonNode content : contents) {
            if (content.isString() ? content.stringValue().isBlank() : hasBlank(content)) {
                return Optional.of("messages: text content blocks must contain non-whitespace text");
            }
            if (content.isArray() && content.isEmpty()) {
                return Optional.of("messages: all messages must have non-empty content");
            }
        }
        return Optional.empty();
    }

    private static boolean hasBlank(JsonNode content) {
        return content.valueStream()
                .anyMatch(block -> type(block).equals("text")
                        && block.path("text").asString("").isBlank());
    }

    private static Optional<String> marks(MessagesRequest request) {
        int marks = request.received().body().split("\"cache_control\"", -1).length - 1;
        return marks > 4
                ? Optional.of("A maximum of 4 blocks with cache_control may be provided. Found " + marks + ".")
                : Optional.empty();
    }
}
