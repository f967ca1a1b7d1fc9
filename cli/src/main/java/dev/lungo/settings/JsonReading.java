package dev.lungo.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a text as one JSON object. No comments, no commas too many, no name twice: what is written counts, all of it. */
final class JsonReading {
    private final JsonParser parser;

    private JsonReading(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the object.
     *
     * @param where what messages call the text
     * @throws SettingsException where it is none, with line and column, and nothing of what is written there: the text
     *     may be something else entirely
     */
    static JsonValue.Members object(String text, String where) {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            var reading = new JsonReading(parser);
            if (!(parser.currentToken() == JsonToken.START_OBJECT
                    && reading.value(where) instanceof JsonValue.Members object)) {
                throw new SettingsException(where + ": settings are one JSON object: { … }");
            }
            if (parser.nextToken() != null) {
                throw new SettingsException(where + ":" + reading.line() + ": something follows the closing brace");
            }
            return object;
        } catch (JacksonException malformed) {
            throw new SettingsException(where + ":" + explained(text, Optional.ofNullable(malformed.getLocation())));
        }
    }

    private JsonValue value(String where) {
        int line = line();
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(where, line);
            case START_ARRAY -> items(where, line);
            case VALUE_STRING -> new JsonValue.Text(parser.getString(), line);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Amount(parser.getDecimalValue(), line);
            case VALUE_TRUE -> new JsonValue.Truth(true, line);
            case VALUE_FALSE -> new JsonValue.Truth(false, line);
            case VALUE_NULL -> new JsonValue.Nothing(line);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private JsonValue members(String where, int line) {
        var members = new LinkedHashMap<String, JsonValue>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int at = line();
            parser.nextToken();
            if (members.put(name, value(where)) != null) {
                throw new SettingsException(
                        where + ":" + at + ": " + Quoted.text(name) + " is there twice, and only one would count");
            }
        }
        return new JsonValue.Members(members, line);
    }

    private JsonValue items(String where, int line) {
        var items = new ArrayList<JsonValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(where));
        }
        return new JsonValue.Items(items, line);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** @param found where it stopped being JSON; what goes beyond a limit of the reader has no such place */
    private static String explained(String text, Optional<TokenStreamLocation> found) {
        if (found.isEmpty()) {
            return " something in it is nested deeper, or is longer, than settings ever are";
        }
        TokenStreamLocation location = found.get();
        int at = Math.clamp(location.getCharOffset(), 0, text.length());
        String place = location.getLineNr() + ":" + location.getColumnNr() + ": this is not JSON";
        if (text.substring(at).isBlank()) {
            return place + ": the text ends too early (a brace, a bracket or a quote is not closed)";
        }
        String before = text.substring(0, at).stripTrailing();
        String around = text.substring(Math.max(0, at - 1), Math.min(text.length(), at + 2));
        if (around.contains("//") || around.contains("/*") || text.charAt(at) == '#') {
            return place + ": it has no comments";
        }
        if (before.endsWith(",")) {
            return place + ": a comma is too many, or a name lacks its \"quotes\"";
        }
        return place + ": a comma, a colon or a quote is missing, or one is too many";
    }
}
