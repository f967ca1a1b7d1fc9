package dev.lungo.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON text that is passed on as it came, so it is looked at and never rewritten. */
final class RawJson {
    /** Immutable; cheaper to load than a mapper, which matters before the first request. */
    static final JsonFactory FACTORY = new JsonFactory();

    private RawJson() {}

    /** Whether the text is one JSON object and nothing else. */
    static boolean isObject(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    /** The text of an object's member that is itself an object or array, exactly as it stands there. */
    static @Nullable String member(String object, String name) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = name.equals(parser.currentName());
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (wanted && parser.currentToken().isStructEnd()) {
                    return object.substring(
                            start, (int) parser.currentLocation().getCharOffset());
                }
            }
            return null;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** The text with every half of a character that lost its other half replaced: such a text has no bytes in UTF-8. */
    static String wellFormed(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
