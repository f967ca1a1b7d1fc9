package dev.lungo.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON schema of a settings file, made from the list of settings. */
public final class Schema {
    private Schema() {}

    /** As it stands in {@code docs/settings.schema.json}. */
    public static String text() {
        var properties = new LinkedHashMap<String, JsonValue>();
        properties.put("$schema", object(Map.of("type", text("string"))));
        for (Key key : Key.values()) {
            if (key.group().isEmpty()) {
                properties.put(key.spelling(), of(key));
            } else {
                properties.computeIfAbsent(key.group().get(), Schema::group);
            }
        }
        var schema = new LinkedHashMap<String, JsonValue>();
        schema.put("$schema", text("https://json-schema.org/draft/2020-12/schema"));
        schema.put("title", text("Settings of Lungo"));
        schema.putAll(closed(properties));
        return JsonText.of(object(schema));
    }

    private static JsonValue group(String group) {
        var properties = new LinkedHashMap<String, JsonValue>();
        for (Key key : Key.values()) {
            if (key.group().filter(group::equals).isPresent()) {
                properties.put(key.lastName(), of(key));
            }
        }
        return object(closed(properties));
    }

    private static JsonValue of(Key key) {
        var schema = new LinkedHashMap<String, JsonValue>();
        schema.put("description", text(key.meaning()));
        schema.putAll(of(key.kind()));
        if (!(Defaults.of(key) instanceof JsonValue.Nothing)) {
            schema.put("default", Defaults.of(key));
        }
        return object(schema);
    }

    private static Map<String, JsonValue> of(Kind kind) {
        return switch (kind) {
            case Kind.Choice(var words) -> Map.of("enum", JsonValue.Items.of(words));
            case Kind.Name _ -> typed("string", "pattern", text("^\\S{1,200}$"));
            case Kind.Flag _ -> Map.of("type", text("boolean"));
            case Kind.Amount amount -> of(amount);
            case Kind.Network _ ->
                Map.of(
                        "anyOf",
                        list(
                                object(Map.of("enum", JsonValue.Items.of(Kind.Network.WORDS))),
                                object(texts("^" + Kind.Network.HOST + "$"))));
            case Kind.Texts _ -> texts("\\S");
        };
    }

    private static Map<String, JsonValue> of(Kind.Amount amount) {
        var number = typed(amount.whole() ? "integer" : "number", "minimum", new JsonValue.Amount(amount.least(), 0));
        number.put("maximum", new JsonValue.Amount(amount.most(), 0));
        return amount.or()
                .<Map<String, JsonValue>>map(word ->
                        Map.of("anyOf", list(object(number), object(Map.of("const", text(word))))))
                .orElse(number);
    }

    private static Map<String, JsonValue> texts(String pattern) {
        return typed("array", "items", object(typed("string", "pattern", text(pattern))));
    }

    private static Map<String, JsonValue> closed(Map<String, JsonValue> properties) {
        var object = typed("object", "properties", object(properties));
        object.put("additionalProperties", new JsonValue.Truth(false, 0));
        return object;
    }

    private static Map<String, JsonValue> typed(String type, String name, JsonValue value) {
        var schema = new LinkedHashMap<String, JsonValue>();
        schema.put("type", text(type));
        schema.put(name, value);
        return schema;
    }

    private static JsonValue object(Map<String, JsonValue> members) {
        return new JsonValue.Members(members, 0);
    }

    private static JsonValue list(JsonValue... items) {
        return new JsonValue.Items(List.of(items), 0);
    }

    private static JsonValue text(String text) {
        return JsonValue.Text.of(text);
    }
}
