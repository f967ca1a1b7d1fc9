package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The records of a transcript as JSON. Whatever must be replayed byte for byte is kept as a string. */
final class Records {
    /** The format that this version writes. */
    static final int FORMAT = 1;

    static final String WITHDRAWN = "withdrawn";

    static final String TASK_ADOPTED = "task_adopted";
    /** Marks an answer whose calls' progress is recorded. */
    static final String PROGRESS = "progress";

    private Records() {}

    static ObjectNode session(Heading heading) {
        ObjectNode record = typed("session")
                .put("format", FORMAT)
                .put("session", heading.session())
                .put("cwd", heading.cwd())
                .put("version", heading.version());
        heading.forkOf().ifPresent(original -> record.put("fork_of", original));
        return record;
    }

    static ObjectNode prompt(UserPrompt prompt) {
        return typed("prompt").put("number", prompt.number()).put("text", prompt.text());
    }

    static ObjectNode withdrawn(List<UserPrompt> prompts) {
        ObjectNode record = typed(WITHDRAWN);
        ArrayNode numbers = record.putArray("prompts");
        prompts.forEach(prompt -> numbers.add(prompt.number()));
        return record;
    }

    static ObjectNode conversation(String provider, AgentEvent.ConversationStarted started) {
        ObjectNode record = typed("conversation")
                .put("format", FORMAT)
                .put("provider", provider)
                .put("model", started.model())
                .put("system", started.system());
        ArrayNode tools = record.putArray("tools");
        started.tools()
                .forEach(tool -> tools.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("schema", tool.schema()));
        if (!started.carried().isEmpty()) {
            ArrayNode carried = record.putArray("messages");
            started.carried().forEach(message -> carried.add(carried(message)));
        }
        return record;
    }

    private static ObjectNode carried(Message message) {
        ObjectNode record = Json.object()
                .put(
                        "role",
                        switch (message) {
                            case Message.User _ -> "user";
                            case Message.Assistant _ -> "assistant";
                        });
        ArrayNode content = record.putArray("content");
        message.content().forEach(block -> content.add(block(block)));
        return record;
    }

    static ObjectNode message(String type, Message message, List<TaskId> told, List<Integer> prompts) {
        ObjectNode record = typed(type);
        ArrayNode content = record.putArray("content");
        message.content().forEach(block -> content.add(block(block)));
        told(record, told);
        if (!prompts.isEmpty()) {
            ArrayNode numbers = record.putArray("prompts");
            prompts.forEach(numbers::add);
        }
        return record;
    }

    /** An answer: what becomes of its calls will be written down as well. */
    static ObjectNode assistant(Message.Assistant message) {
        ObjectNode record = message("assistant", message, List.of(), List.of());
        return message.calls().isEmpty() ? record : record.put(PROGRESS, true);
    }

    static void told(ObjectNode record, List<TaskId> told) {
        if (!told.isEmpty()) {
            ArrayNode ids = record.putArray("told");
            told.forEach(id -> ids.add(id.value()));
        }
    }

    static ObjectNode reply(Reply.Stop stop, Usage usage) {
        return typed("reply")
                .put("stop", lower(stop))
                .put("input", usage.input())
                .put("output", usage.output())
                .put("cache_read", usage.cacheRead())
                .put("cache_write", usage.cacheWrite());
    }

    static ObjectNode turnEnded(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Completed _ -> typed("turn_ended").put("how", "completed");
            case TurnEnd.Interrupted _ -> typed("turn_ended").put("how", "interrupted");
            case TurnEnd.Refused _ -> typed("turn_ended").put("how", "refused");
            case TurnEnd.OutOfTurns(int limit) ->
                typed("turn_ended").put("how", "out_of_turns").put("limit", limit);
            case TurnEnd.Failed(String message) ->
                typed("turn_ended").put("how", "failed").put("message", message);
        };
    }

    /**
     * A record as the line that is written. Half a character that lost its other half has no bytes in UTF-8: it is escaped,
     * so that it comes back as it was.
     */
    static byte[] line(ObjectNode record, Instant time) {
        record.put("time", time.toString());
        String json = Json.line(record);
        var line = new StringBuilder(json.length() + 1);
        for (int at = 0; at < json.length(); at++) {
            char c = json.charAt(at);
            boolean pair = Character.isHighSurrogate(c)
                    && at + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(at + 1));
            if (pair) {
                line.append(c).append(json.charAt(++at));
            } else if (Character.isSurrogate(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode rewound(AgentEvent.Rewound rewound) {
        return typed("rewound").put("prompt", rewound.prompt()).put("last", rewound.last());
    }

    static ObjectNode taskAdopted(Task task) {
        return typed(TASK_ADOPTED).put("task", task.id().value());
    }

    static ObjectNode filesTakenBack(int prompt) {
        ObjectNode record = typed("rewound").put("files", true);
        return prompt > 0 ? record.put("files_from", prompt) : record;
    }

    private static ObjectNode block(Block block) {
        return switch (block) {
            case Block.Text(String text) -> typed("text").put("text", text);
            case Block.ToolCall call -> call(call);
            case Block.ToolResult(String callId, String text, boolean isError) ->
                typed("tool_result").put("call", callId).put("text", text).put("is_error", isError);
            case Block.Notice(String text, Block.Placement placement) ->
                typed("notice").put("text", text).put("placement", lower(placement));
            case Block.Opaque(String wire, String json) ->
                typed("opaque").put("wire", wire).put("json", json);
        };
    }

    private static ObjectNode call(Block.ToolCall call) {
        ObjectNode record =
                typed("tool_call").put("id", call.id()).put("name", call.name()).put("input", call.input());
        return call.json().isEmpty() ? record : record.put("json", call.json());
    }

    static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
