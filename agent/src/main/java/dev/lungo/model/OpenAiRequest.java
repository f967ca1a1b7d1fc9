package dev.lungo.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** A prompt as the body of a Chat Completions request. The same prompt gives the same bytes. */
final class OpenAiRequest {
    static final String WIRE = "openai";

    private final Prompt prompt;
    private final Features features;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    private final JsonGenerator json = RawJson.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

    private OpenAiRequest(Prompt prompt, Features features) {
        this.prompt = prompt;
        this.features = features;
    }

    /**
     * What servers differ in.
     *
     * @param usage whether to ask for token counts
     * @param newLimit whether the limit's name is {@code max_completion_tokens} rather than {@code max_tokens}
     * @param limit whether to send a limit at all
     */
    record Features(boolean usage, boolean effort, boolean newLimit, boolean limit) {
        Features withoutUsage() {
            return new Features(false, effort, newLimit, limit);
        }

        Features withoutEffort() {
            return new Features(usage, false, newLimit, limit);
        }

        Features withOtherLimit() {
            return new Features(usage, effort, !newLimit, limit);
        }

        Features withoutLimit() {
            return new Features(usage, effort, newLimit, false);
        }
    }

    static byte[] of(Prompt prompt, String model, Features features) {
        return new OpenAiRequest(prompt, features).render(model);
    }

    private byte[] render(String model) {
        json.writeStartObject();
        json.writeStringProperty("model", model);
        json.writeBooleanProperty("stream", true);
        if (features.usage) {
            json.writeObjectPropertyStart("stream_options");
            json.writeBooleanProperty("include_usage", true);
            json.writeEndObject();
        }
        if (features.limit && prompt.maxOutputTokens() > 0) {
            json.writeNumberProperty(
                    features.newLimit ? "max_completion_tokens" : "max_tokens", prompt.maxOutputTokens());
        }
        if (features.effort && prompt.effort() != Prompt.Effort.DEFAULT) {
            json.writeStringProperty("reasoning_effort", effort(prompt.effort()));
        }
        tools();
        json.writeArrayPropertyStart("messages");
        if (!prompt.system().isBlank()) {
            message("system", prompt.system());
        }
        for (Turns.Turn turn : Turns.of(prompt.messages(), WIRE)) {
            if (turn.assistant()) {
                assistant(turn.blocks());
            } else {
                user(turn);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    /** This API's highest step is xhigh. */
    private static String effort(Prompt.Effort effort) {
        return effort == Prompt.Effort.MAX ? "xhigh" : effort.name().toLowerCase(Locale.ROOT);
    }

    private void tools() {
        if (prompt.tools().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("tools");
        for (ToolSpec tool : prompt.tools()) {
            json.writeStartObject();
            json.writeStringProperty("type", "function");
            json.writeObjectPropertyStart("function");
            json.writeStringProperty("name", tool.name());
            json.writeStringProperty("description", RawJson.wellFormed(tool.description()));
            json.writeName("parameters");
            json.writeRawValue(tool.schema());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Results are messages of their own and come first; all else is one text behind them. */
    private void user(Turns.Turn turn) {
        List<Block.ToolResult> results = turn.results();
        for (Block.ToolResult result : results) {
            json.writeStartObject();
            json.writeStringProperty("role", "tool");
            json.writeStringProperty("tool_call_id", result.callId());
            json.writeStringProperty(
                    "content", result.text().isBlank() ? "(no output)" : RawJson.wellFormed(result.text()));
            json.writeEndObject();
        }
        List<String> texts = new ArrayList<>();
        for (Block block : turn.others()) {
            texts.add(Turns.spoken(block));
        }
        texts.removeIf(String::isBlank);
        if (!texts.isEmpty() || results.isEmpty()) {
            message("user", texts.isEmpty() ? "(empty message)" : String.join("\n\n", texts));
        }
    }

    private void assistant(List<Block> blocks) {
        var said = new Message.Assistant(blocks);
        String text = said.text();
        json.writeStartObject();
        json.writeStringProperty("role", "assistant");
        if (text.isBlank()) {
            json.writeNullProperty("content");
        } else {
            json.writeStringProperty("content", RawJson.wellFormed(text));
        }
        if (!said.calls().isEmpty()) {
            json.writeArrayPropertyStart("tool_calls");
            said.calls().forEach(this::call);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void call(Block.ToolCall call) {
        json.writeStartObject();
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", RawJson.wellFormed(call.name()));
        json.writeStringProperty("arguments", RawJson.isObject(call.input()) ? RawJson.wellFormed(call.input()) : "{}");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void message(String role, String content) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        json.writeStringProperty("content", RawJson.wellFormed(content));
        json.writeEndObject();
    }
}
