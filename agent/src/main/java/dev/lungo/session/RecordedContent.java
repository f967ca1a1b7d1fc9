package dev.lungo.session;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What records hold, out of their JSON again. The opposite of {@link Records}. */
final class RecordedContent {
    private RecordedContent() {}

    /** A record that cannot be what its type says; the message says what is wrong with it. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static Message.User user(JsonNode record) {
        return new Message.User(blocks(record));
    }

    static Message.Assistant assistant(JsonNode record) {
        return new Message.Assistant(blocks(record));
    }

    /** The messages that a conversation begins with. */
    static List<Message> carried(JsonNode record) {
        var messages = new ArrayList<Message>();
        for (JsonNode message : record.path("messages")) {
            messages.add(text(message, "role").equals("user") ? user(message) : assistant(message));
        }
        return messages;
    }

    static List<ToolSpec> tools(JsonNode record) {
        var tools = new ArrayList<ToolSpec>();
        for (JsonNode tool : record.path("tools")) {
            tools.add(new ToolSpec(text(tool, "name"), text(tool, "description"), text(tool, "schema")));
        }
        return tools;
    }

    static List<TaskId> told(JsonNode record) {
        var ids = new ArrayList<TaskId>();
        for (JsonNode id : record.path("told")) {
            try {
                ids.add(new TaskId(id.asString("")));
            } catch (IllegalArgumentException notAnId) {
                throw new Malformed(String.valueOf(notAnId.getMessage()));
            }
        }
        return ids;
    }

    static List<Integer> prompts(JsonNode record) {
        var numbers = new ArrayList<Integer>();
        for (JsonNode number : record.path("prompts")) {
            numbers.add(number.asInt(0));
        }
        return numbers;
    }

    static String text(JsonNode record, String field) {
        JsonNode value = record.path(field);
        if (!value.isString()) {
            throw new Malformed("it has no text '" + field + "'");
        }
        return value.stringValue();
    }

    private static List<Block> blocks(JsonNode record) {
        if (!record.path("content").isArray()) {
            throw new Malformed("it has no content");
        }
        var blocks = new ArrayList<Block>();
        for (JsonNode block : record.path("content")) {
            blocks.add(block(block));
        }
        return blocks;
    }

    private static Block block(JsonNode block) {
        String type = text(block, "type");
        return switch (type) {
            case "text" -> new Block.Text(text(block, "text"));
            case "tool_call" ->
                new Block.ToolCall(
                        text(block, "id"),
                        text(block, "name"),
                        text(block, "input"),
                        block.path("json").asString(""));
            case "tool_result" ->
                new Block.ToolResult(
                        text(block, "call"),
                        text(block, "text"),
                        block.path("is_error").asBoolean(false));
            case "notice" -> new Block.Notice(text(block, "text"), placement(text(block, "placement")));
            case "opaque" -> new Block.Opaque(text(block, "wire"), text(block, "json"));
            default ->
                throw new Malformed("it holds a block of the type '" + type + "', which this version does not know");
        };
    }

    private static Block.Placement placement(String name) {
        for (Block.Placement placement : Block.Placement.values()) {
            if (placement.name().toLowerCase(Locale.ROOT).equals(name)) {
                return placement;
            }
        }
        throw new Malformed("a notice is placed as '" + name + "', which this version does not know");
    }
}
