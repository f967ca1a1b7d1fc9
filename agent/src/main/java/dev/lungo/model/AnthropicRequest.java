package dev.lungo.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * A prompt as the body of a request. The same prompt gives the same bytes, and a longer conversation begins with the
 * bytes of the shorter one, but for the cache marks, which move along.
 */
final class AnthropicRequest {
    static final String WIRE = "anthropic";

    private final Prompt prompt;
    private final List<Turns.Turn> turns;
    private final Features features;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    private final JsonGenerator json = RawJson.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

    private AnthropicRequest(Prompt prompt, Features features) {
        this.prompt = prompt;
        this.turns = Turns.of(prompt.messages(), WIRE);
        this.features = features;
    }

    /**
     * What may be in a request: what the model can, less what the server has refused.
     *
     * @param systemEntries else every notice is a reminder
     * @param display whether to ask for readable thinking
     */
    record Features(boolean systemEntries, boolean thinking, boolean display, boolean effort, boolean currentVersion) {
        /** Effort is always tried where somebody asked for it. */
        static Features of(Capabilities capabilities) {
            boolean thinking = capabilities.thinking();
            return new Features(capabilities.systemEntries(), thinking, thinking, true, true);
        }

        Features withoutSystemEntries() {
            return new Features(false, thinking, display, effort, currentVersion);
        }

        Features withoutThinking() {
            return new Features(systemEntries, false, false, effort, currentVersion);
        }

        Features withThinking() {
            return new Features(systemEntries, true, true, effort, currentVersion);
        }

        Features withoutDisplay() {
            return new Features(systemEntries, thinking, false, effort, currentVersion);
        }

        Features withoutEffort() {
            return new Features(systemEntries, thinking, display, false, currentVersion);
        }

        Features withOlderVersion() {
            return new Features(systemEntries, thinking, display, effort, false);
        }
    }

    static byte[] of(Prompt prompt, String model, int maxTokens, Features features) {
        return new AnthropicRequest(prompt, features).render(model, maxTokens);
    }

    private byte[] render(String model, int maxTokens) {
        json.writeStartObject();
        json.writeStringProperty("model", model);
        json.writeNumberProperty("max_tokens", maxTokens);
        json.writeBooleanProperty("stream", true);
        thinking();
        system();
        tools();
        messages();
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    private void thinking() {
        if (features.thinking) {
            json.writeObjectPropertyStart("thinking");
            json.writeStringProperty("type", "adaptive");
            if (features.display) {
                json.writeStringProperty("display", "summarized");
            }
            json.writeEndObject();
        }
        if (features.effort && prompt.effort() != Prompt.Effort.DEFAULT) {
            json.writeObjectPropertyStart("output_config");
            json.writeStringProperty("effort", prompt.effort().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
    }

    private void system() {
        if (!prompt.system().isBlank()) {
            json.writeArrayPropertyStart("system");
            text(prompt.system(), true);
            json.writeEndArray();
        }
    }

    private void tools() {
        if (prompt.tools().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("tools");
        for (int at = 0; at < prompt.tools().size(); at++) {
            ToolSpec tool = prompt.tools().get(at);
            json.writeStartObject();
            json.writeStringProperty("name", tool.name());
            json.writeStringProperty("description", RawJson.wellFormed(tool.description()));
            json.writeName("input_schema");
            json.writeRawValue(tool.schema());
            cacheMark(at == prompt.tools().size() - 1);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void messages() {
        json.writeArrayPropertyStart("messages");
        for (int at = 0; at < turns.size(); at++) {
            Turns.Turn turn = turns.get(at);
            if (turn.assistant()) {
                assistant(turn.blocks());
            } else {
                // User and assistant alternate: among the last three or four are the last two of the user's.
                user(turn, at >= turns.size() - (turns.getLast().assistant() ? 4 : 3));
            }
        }
        json.writeEndArray();
    }

    private void assistant(List<Block> blocks) {
        message("assistant");
        for (Block block : blocks) {
            switch (block) {
                case Block.Text(String text) -> text(text, false);
                case Block.ToolCall call -> call(call);
                case Block.Opaque opaque -> json.writeRawValue(opaque.json());
                case Block.ToolResult _, Block.Notice _ -> {}
            }
        }
        endMessage();
    }

    private void user(Turns.Turn turn, boolean marked) {
        List<Block.ToolResult> results = turn.results();
        List<Block> others = turn.others();
        List<Block.Notice> entries = entries(results, others);
        List<String> texts = others.stream()
                .filter(block -> !(block instanceof Block.Notice notice && entries.contains(notice)))
                .map(Turns::spoken)
                .filter(text -> !text.isBlank())
                .collect(Collectors.toCollection(ArrayList::new));
        if (results.isEmpty() && texts.isEmpty()) {
            texts.add("(empty message)");
        }
        message("user");
        for (int at = 0; at < results.size(); at++) {
            result(results.get(at), marked && texts.isEmpty() && at == results.size() - 1);
        }
        for (int at = 0; at < texts.size(); at++) {
            text(texts.get(at), marked && at == texts.size() - 1);
        }
        endMessage();
        if (!entries.isEmpty()) {
            json.writeStartObject();
            json.writeStringProperty("role", "system");
            json.writeStringProperty(
                    "content",
                    RawJson.wellFormed(entries.stream().map(Block.Notice::text).collect(Collectors.joining("\n\n"))));
            json.writeEndObject();
        }
    }

    /** The notices that travel behind the message; never all there is, for an entry needs a user's turn before it. */
    private List<Block.Notice> entries(List<Block.ToolResult> results, List<Block> others) {
        if (!features.systemEntries) {
            return List.of();
        }
        List<Block.Notice> entries = others.stream()
                .filter(Block.Notice.class::isInstance)
                .map(Block.Notice.class::cast)
                .filter(notice -> notice.placement() == Block.Placement.SYSTEM_ENTRY)
                .toList();
        boolean alone = results.isEmpty() && entries.size() == others.size();
        return alone ? List.of() : entries;
    }

    private void call(Block.ToolCall call) {
        if (!call.json().isEmpty()) {
            json.writeRawValue(call.json());
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("type", "tool_use");
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("name", RawJson.wellFormed(call.name()));
        json.writeName("input");
        json.writeRawValue(RawJson.isObject(call.input()) ? call.input() : "{}");
        json.writeEndObject();
    }

    private void result(Block.ToolResult result, boolean marked) {
        json.writeStartObject();
        json.writeStringProperty("type", "tool_result");
        json.writeStringProperty("tool_use_id", result.callId());
        json.writeStringProperty(
                "content", result.text().isBlank() ? "(no output)" : RawJson.wellFormed(result.text()));
        if (result.isError()) {
            json.writeBooleanProperty("is_error", true);
        }
        cacheMark(marked);
        json.writeEndObject();
    }

    private void text(String text, boolean marked) {
        json.writeStartObject();
        json.writeStringProperty("type", "text");
        json.writeStringProperty("text", RawJson.wellFormed(text));
        cacheMark(marked);
        json.writeEndObject();
    }

    private void cacheMark(boolean marked) {
        if (marked) {
            json.writeObjectPropertyStart("cache_control");
            json.writeStringProperty("type", "ephemeral");
            json.writeEndObject();
        }
    }

    private void message(String role) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        json.writeArrayPropertyStart("content");
    }

    private void endMessage() {
        json.writeEndArray();
        json.writeEndObject();
    }
}
