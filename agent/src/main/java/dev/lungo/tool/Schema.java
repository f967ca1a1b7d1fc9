package dev.lungo.tool;

/** Writes the JSON schema of a tool's input; descriptions must not need escaping. Owned by one thread. */
final class Schema {
    private final StringBuilder properties = new StringBuilder();
    private final String required;

    private Schema(String required) {
        this.required = required;
    }

    /** An object with these required fields. */
    static Schema object(String... required) {
        return new Schema(required.length == 0 ? "" : ",\"required\":[\"" + String.join("\",\"", required) + "\"]");
    }

    Schema text(String name, String description) {
        return field(name, "\"type\":\"string\"", description);
    }

    Schema number(String name, String description) {
        return field(name, "\"type\":\"number\"", description);
    }

    Schema flag(String name, String description) {
        return field(name, "\"type\":\"boolean\"", description);
    }

    Schema texts(String name, String description) {
        return field(name, "\"type\":\"array\",\"items\":{\"type\":\"string\"}", description);
    }

    Schema choice(String name, String description, String... values) {
        return field(name, "\"type\":\"string\",\"enum\":[\"" + String.join("\",\"", values) + "\"]", description);
    }

    String json() {
        return "{\"type\":\"object\",\"properties\":{" + properties + "}" + required + "}";
    }

    private Schema field(String name, String type, String description) {
        if (!properties.isEmpty()) {
            properties.append(',');
        }
        properties.append('"').append(name).append("\":{").append(type);
        if (!description.isEmpty()) {
            properties.append(",\"description\":\"").append(description).append('"');
        }
        properties.append('}');
        return this;
    }
}
