package dev.lungo.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the events of one answer together. An answer is whole when {@code message_stop} has come, and not before. Unknown
 * events pass.
 */
final class AnthropicStream {
    private final ReplyListener listener;
    private final Secrets secrets;
    private final KeyWatch watch;
    private final Map<Integer, BlockBuilder> open = new LinkedHashMap<>();
    private final List<Block> done = new ArrayList<>();

    /** A call that may have been cut: whether it counts is known when the reason for the stop is. */
    private Block.@Nullable ToolCall doubtful;

    private Usage usage = Usage.NONE;
    private String stopReason = "";
    private boolean started;
    private boolean stopped;

    AnthropicStream(ReplyListener listener, Secrets secrets, KeyWatch watch) {
        this.listener = listener;
        this.secrets = secrets;
        this.watch = watch;
    }

    /** Reads until the answer is whole. */
    Reply read(SseReader events) throws Failed, InterruptedException {
        while (!stopped) {
            String data = events.next();
            if (data == null) {
                throw Failed.broken("the stream ended before the answer was complete");
            }
            ObjectNode event = Json.object(data)
                    .orElseThrow(() -> Failed.broken("the stream holds an event that is not JSON: " + shortened(data)));
            if (listener.wantsRaw()) {
                listener.on(new ReplyEvent.Raw(secrets.hide(data)));
            }
            on(event, data);
        }
        return reply();
    }

    private String shortened(String told) {
        String data = secrets.hide(told);
        return data.length() <= 100 ? data : data.substring(0, 100) + "…";
    }

    private void on(ObjectNode event, String data) throws Failed {
        switch (event.path("type").asString("")) {
            case "message_start" -> start(event.path("message"));
            case "content_block_start" -> startBlock(event, data);
            case "content_block_delta" -> {
                watch.check(data);
                tell(block(event).add(event.path("delta"), data));
            }
            case "content_block_stop" -> stopBlock(event);
            case "message_delta" -> {
                stopReason = event.path("delta").path("stop_reason").asString(stopReason);
                count(event.path("usage"));
            }
            case "message_stop" -> stop();
            case "error" -> throw AnthropicErrors.inStream(event, secrets);
            default -> {}
        }
    }

    private void start(JsonNode message) {
        started = true;
        count(message.path("usage"));
        listener.on(new ReplyEvent.Started());
    }

    /** The numbers are totals so far; what is not told stays. */
    private void count(JsonNode totals) {
        usage = new Usage(
                totals.path("input_tokens").asLong(usage.input()),
                totals.path("output_tokens").asLong(usage.output()),
                totals.path("cache_read_input_tokens").asLong(usage.cacheRead()),
                totals.path("cache_creation_input_tokens").asLong(usage.cacheWrite()));
    }

    private void startBlock(ObjectNode event, String data) throws Failed {
        if (!(event.get("content_block") instanceof ObjectNode announced)) {
            throw Failed.broken("the stream announces a block that is none: " + shortened(data));
        }
        watch.check(data);
        var block = new BlockBuilder(announced, RawJson.members(data).getOrDefault("content_block", "{}"));
        open.put(event.path("index").asInt(0), block);
        settle(true);
        tell(block.started());
    }

    private BlockBuilder block(ObjectNode event) throws Failed {
        BlockBuilder block = open.get(event.path("index").asInt(0));
        if (block == null) {
            throw Failed.broken(
                    "the stream speaks of block " + event.path("index").asInt(0) + ", which it did not announce");
        }
        return block;
    }

    private void stopBlock(ObjectNode event) throws Failed {
        Block block = block(event).finish();
        watch.check(block);
        open.remove(event.path("index").asInt(0));
        if (block instanceof Block.ToolCall call && (call.input().equals("{}") || !RawJson.isObject(call.input()))) {
            settle(true);
            doubtful = call;
        } else {
            finish(block);
        }
    }

    private void finish(Block block) {
        done.add(block);
        listener.on(new ReplyEvent.BlockDone(block));
    }

    private void settle(boolean keep) {
        Block.ToolCall call = doubtful;
        doubtful = null;
        if (call != null && keep) {
            finish(call);
        }
    }

    private void stop() throws Failed {
        if (!started || !open.isEmpty()) {
            throw Failed.broken(
                    "the stream says it is complete and lacks " + (started ? "the end of a block" : "its start"));
        }
        settle(!wasCut());
        stopped = true;
    }

    private boolean wasCut() {
        return stopReason.equals("max_tokens") || stopReason.equals("model_context_window_exceeded");
    }

    private Reply reply() {
        var message = new Message.Assistant(stopReason.equals("refusal") ? List.of() : done);
        boolean calls = !message.calls().isEmpty();
        Reply.Stop natural = calls ? Reply.Stop.TOOL_USE : Reply.Stop.END_TURN;
        Reply.Stop stop = switch (stopReason) {
            case "max_tokens" -> Reply.Stop.MAX_TOKENS;
            case "stop_sequence" -> Reply.Stop.STOP_SEQUENCE;
            case "pause_turn" -> Reply.Stop.PAUSE_TURN;
            case "refusal" -> Reply.Stop.REFUSAL;
            case "model_context_window_exceeded" -> Reply.Stop.CONTEXT_FULL;
            // Also for reasons that do not exist yet: what counts is whether a tool has to run.
            default -> natural;
        };
        return new Reply(message, stop, usage);
    }

    private void tell(@Nullable ReplyEvent event) {
        if (event != null) {
            listener.on(event);
        }
    }
}
