package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.model.Usage;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts what the result object of a run tells. Hears one event at a time; nobody else writes here. */
final class Tally {
    private final LongSupplier nanos;
    private final List<Block.ToolCall> denied = new ArrayList<>();
    private int replies;
    private long waited;
    private long requestedAt;

    /** @param nanos a clock that only goes forward */
    Tally(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.RequestStarting _ -> requestedAt = nanos.getAsLong();
            case AgentEvent.Replied _ -> {
                replies++;
                waited += nanos.getAsLong() - requestedAt;
            }
            case AgentEvent.PermissionDecided(var call, Decision.Denied _) -> denied.add(call);
            case AgentEvent.ConversationStarted _,
                    AgentEvent.Resumed _,
                    AgentEvent.PromptSubmitted _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.Appended _,
                    AgentEvent.Redrawn _,
                    AgentEvent.Replying _,
                    AgentEvent.CallStarting _,
                    AgentEvent.CallFinished _,
                    AgentEvent.PermissionDecided _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.TaskAdopted _,
                    AgentEvent.CallRunning _,
                    AgentEvent.TaskStarted _,
                    AgentEvent.TaskEnded _,
                    AgentEvent.Said _,
                    AgentEvent.TurnEnded _ -> {}
        }
    }

    ObjectNode result(RunEnd end) {
        boolean success = end.outcome() == RunEnd.Outcome.SUCCESS;
        ObjectNode result = Json.object()
                .put("type", "result")
                .put("subtype", end.outcome().subtype())
                .put("is_error", !success)
                .put("duration_ms", end.took().toMillis())
                .put("duration_api_ms", waited / 1_000_000)
                .put("num_turns", replies)
                .put("result", end.text());
        if (!success) {
            result.putArray("errors").add(end.text());
        }
        result.put("total_cost_usd", end.cost());
        result.set("usage", usage(end.usage()));
        ArrayNode denials = result.putArray("permission_denials");
        for (Block.ToolCall call : denied) {
            denials.addObject()
                    .put("tool_name", call.name())
                    .put("tool_use_id", call.id())
                    .set("tool_input", input(call));
        }
        return result;
    }

    static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("output_tokens", usage.output());
    }

    /** The arguments as an object; without fields where the model wrote no valid one. */
    static ObjectNode input(Block.ToolCall call) {
        Optional<ObjectNode> input = Json.object(call.input());
        return input.orElseGet(Json::object);
    }
}
