package dev.lungo.settings;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of JSON as somebody wrote it, with its line. Immutable; members keep their order. */
sealed interface JsonValue {
    /** Counted from 1; 0 where nobody wrote it. */
    int line();

    /** For messages: what kind of value it is, never what it says. */
    default String kind() {
        return switch (this) {
            case Members _ -> "an object";
            case Items _ -> "a list";
            case Text _ -> "a text";
            case Amount _ -> "a number";
            case Truth _ -> "true or false";
            case Nothing _ -> "null";
        };
    }

    record Members(Map<String, JsonValue> members, int line) implements JsonValue {
        static final Members NONE = new Members(Map.of(), 0);

        /** The same with this member, in its old place or at the end. */
        Members with(String name, JsonValue value) {
            var changed = new LinkedHashMap<>(members);
            changed.put(name, value);
            return new Members(changed, line);
        }

        Members without(String name) {
            var changed = new LinkedHashMap<>(members);
            changed.remove(name);
            return new Members(changed, line);
        }
    }

    record Items(List<JsonValue> items, int line) implements JsonValue {
        static Items of(List<String> texts) {
            return new Items(texts.stream().<JsonValue>map(Text::of).toList(), 0);
        }
    }

    record Text(String text, int line) implements JsonValue {
        static Text of(String text) {
            return new Text(text, 0);
        }
    }

    record Amount(BigDecimal number, int line) implements JsonValue {
        static Amount of(double number) {
            return new Amount(BigDecimal.valueOf(number).stripTrailingZeros(), 0);
        }
    }

    record Truth(boolean isTrue, int line) implements JsonValue {}

    record Nothing(int line) implements JsonValue {}
}
