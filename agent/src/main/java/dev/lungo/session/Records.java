package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.Usage;
import dev.lungo.tasks.TaskId;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The records of a transcript as JSON. Whatever must be replayed byte for byte is kept as a string. */
final class Records {
    /** The format that this version writes. */
    static final int FORMAT = 1;

    private Records() {}

    static ObjectNode conversation(String session, AgentEvent.ConversationStarted started) {
        ObjectNode record = typed("conversation")
                .put("format", FORMAT)
                .put("session", session)
                .put("model", started.model())
                .put("cwd", started.workingFolder())
                .put("system", started.system());
        ArrayNode tools = record.putArray("tools");
        started.tools()
                .forEach(tool -> tools.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("schema", tool.schema()));
        return record;
    }

    static ObjectNode message(String type, Message message, List<TaskId> told) {
        ObjectNode record = typed(type);
        ArrayNode content = record.putArray("content");
        message.content().forEach(block -> content.add(block(block)));
        if (!told.isEmpty()) {
            ArrayNode ids = record.putArray("told");
            told.forEach(id -> ids.add(id.value()));
        }
        return record;
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

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
