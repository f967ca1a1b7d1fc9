package dev.lungo.model;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON text in and out, with one mapper for the whole program. */
public final class Json {
    /** Immutable and safe for any thread. */
    public static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** The object that the text is, or empty where it is none. */
    public static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Loads what reading JSON needs; called while a request is on its way, so that nobody waits for it. */
    static void warmUp() {
        MAPPER.readTree("{}");
    }

    /** On one line, as JSON Lines needs it. */
    public static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
