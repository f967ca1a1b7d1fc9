package dev.lungo.model;

import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON text in and out. Without Jackson's mapper, which takes longer to load than the whole rest of a start. */
public final class Json {
    private Json() {}

    /** The object that the text is, or empty where it is none. */
    public static Optional<ObjectNode> object(String text) {
        try {
            return read(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The one value that the text is; a missing node where there is no text. */
    static JsonNode read(String text) {
        try (JsonParser parser = RawJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return MissingNode.getInstance();
            }
            JsonNode value = JsonTree.read(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
            return value;
        }
    }

    /** On one line, as JSON Lines needs it. */
    public static String line(JsonNode node) {
        var text = new StringWriter(256);
        try (JsonGenerator json = RawJson.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            JsonTree.write(node, json);
        }
        return text.toString();
    }
}
