package dev.lungo.tool;

import dev.lungo.model.Json;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of a call, read field by field; whatever does not fit is an {@link Invalid} that says what is expected.
 */
public final class ToolInput {
    /** Names that models know from other tools, taken for a field that is absent under its own. */
    private static final Map<String, String> ALIASES =
            Map.of("path", "file_path", "old_text", "old_string", "new_text", "new_string");

    private final ObjectNode fields;

    private ToolInput(ObjectNode fields) {
        this.fields = fields;
    }

    /** Parses JSON text; no text at all is an input without fields. */
    public static ToolInput parse(String json) {
        if (json.isBlank()) {
            return new ToolInput(Json.object());
        }
        return new ToolInput(Json.object(json)
                .orElseThrow(() -> new Invalid("The input is not a JSON object: " + shortened(json)
                        + "\nNothing was run. Send the call again with valid JSON.")));
    }

    /** All of it, as JSON text: for those who show a person what would run. */
    public String json() {
        return Json.line(fields);
    }

    /**
     * The same, each field under the name by which a tool that knows these names reads it.
     *
     * @param known the tool's names of its fields
     */
    public String json(Collection<String> known) {
        ObjectNode read = fields.deepCopy();
        for (String name : known) {
            String alias = ALIASES.get(name);
            if (alias != null && own(name).isEmpty() && own(alias).isPresent()) {
                read.set(name, read.remove(alias));
            }
        }
        return Json.line(read);
    }

    /** A required string. */
    public String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> new Invalid("The required field '" + name + "' (a string) is missing. Nothing was"
                        + " done. Send the call again with it."));
    }

    public Optional<String> optionalText(String name) {
        return field(name).map(node -> {
            if (!node.isString()) {
                throw wrong(name, "a string", node);
            }
            return node.stringValue();
        });
    }

    /** A whole number; a string that holds one passes too, as models send both. */
    public OptionalLong number(String name) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        double value = decimal(name, "a whole number", node.get());
        if (value != Math.rint(value) || Math.abs(value) > 1e15) {
            throw wrong(name, "a whole number", node.get());
        }
        return OptionalLong.of((long) value);
    }

    /** A number, such as seconds. */
    public OptionalDouble decimal(String name) {
        Optional<JsonNode> node = field(name);
        return node.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(decimal(name, "a number", node.get()));
    }

    /** False where it is absent. */
    public boolean flag(String name) {
        return field(name)
                .map(node -> {
                    if (node.isBoolean()) {
                        return node.booleanValue();
                    }
                    if (node.isString() && node.stringValue().matches("(?i)true|false")) {
                        return Boolean.parseBoolean(node.stringValue());
                    }
                    throw wrong(name, "true or false", node);
                })
                .orElse(false);
    }

    /** Strings; a single string counts as a list of one. */
    public List<String> texts(String name) {
        return field(name)
                .map(node -> {
                    if (node.isString()) {
                        return List.of(node.stringValue());
                    }
                    if (!node.isArray() || node.valueStream().anyMatch(item -> !item.isString())) {
                        throw wrong(name, "a list of strings", node);
                    }
                    return node.valueStream().map(JsonNode::stringValue).toList();
                })
                .orElse(List.of());
    }

    private static double decimal(String name, String expected, JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isString()) {
            try {
                return Double.parseDouble(node.stringValue().strip());
            } catch (NumberFormatException notANumber) {
                throw wrong(name, expected, node);
            }
        }
        throw wrong(name, expected, node);
    }

    /** Whether the field is there, under its own name or one that is taken for it. */
    boolean has(String name) {
        return field(name).isPresent();
    }

    /** The names of the fields that were sent, in their order. */
    List<String> names() {
        return List.copyOf(fields.propertyNames());
    }

    /** The names among the sent ones that are none of the known, nor taken for one that is absent. */
    List<String> unknown(Collection<String> known) {
        var taken = new HashSet<>(known);
        for (String name : known) {
            String alias = ALIASES.get(name);
            if (alias != null && own(name).isEmpty()) {
                taken.add(alias);
            }
        }
        return names().stream().filter(name -> !taken.contains(name)).toList();
    }

    private Optional<JsonNode> field(String name) {
        Optional<JsonNode> own = own(name);
        String alias = ALIASES.get(name);
        return own.isPresent() || alias == null ? own : own(alias);
    }

    private Optional<JsonNode> own(String name) {
        return Optional.ofNullable(fields.get(name)).filter(node -> !node.isNull());
    }

    private static Invalid wrong(String name, String expected, JsonNode node) {
        return new Invalid("The field '" + name + "' must be " + expected + ", not " + shortened(Json.line(node))
                + ". Nothing was done. Send the call again.");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, Facts.boundary(text, 200)) + "…";
    }

    /** The input does not fit the tool's schema; the message tells the model what to send instead. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }
}
