package dev.lungo.model;

/** A part of a message. */
public sealed interface Block {
    record Text(String text) implements Block {}

    /**
     * The model wants a tool to run.
     *
     * @param input the arguments as the model wrote them: JSON text, perhaps malformed
     * @param json the whole block as the Messages API wants it back, where it holds more than these three; else empty
     */
    record ToolCall(String id, String name, String input, String json) implements Block {
        public ToolCall(String id, String name, String input) {
            this(id, name, input, "");
        }
    }

    /** What a call came to; exactly one per call. */
    record ToolResult(String callId, String text, boolean isError) implements Block {}

    /** What the model did not ask for and is told all the same: facts, not from a human. */
    record Notice(String text, Placement placement) implements Block {}

    /**
     * A block that only the provider understands, such as signed thinking: kept and replayed byte for byte.
     *
     * @param wire name of the wire that understands it, such as {@code anthropic}
     * @param json the block as JSON text
     */
    record Opaque(String wire, String json) implements Block {
        /** What people can read of it: the text of a text block that carries more than text, else nothing. */
        public String text() {
            if (!json.contains("\"text\"")) {
                return "";
            }
            return Json.object(json)
                    .filter(block -> block.path("type").asString("").equals("text"))
                    .map(block -> block.path("text").asString(""))
                    .orElse("");
        }
    }

    /** How a notice travels. Fixed once the model has answered the message that holds it. */
    enum Placement {
        /** A text block in the user's turn, inside {@code <system-reminder>}: legal everywhere. */
        REMINDER,
        /** A system entry right behind the user's turn, where the model takes one. */
        SYSTEM_ENTRY
    }
}
