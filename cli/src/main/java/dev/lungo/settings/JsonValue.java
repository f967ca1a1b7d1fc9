package dev.lungo.settings;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of JSON as somebody wrote it, with its line. Immutable; members keep their order.
 *
 * <p>What is asked at every start is asked by methods and {@code instanceof}: the first pattern switch at a place, and the
 * first comparison of two records of a kind, cost a millisecond and more.
 */
sealed interface JsonValue {
    /** Counted from 1; 0 where nobody wrote it. */
    int line();

    /** For messages: what kind of value it is, never what it says. */
    String kind();

    /** As JSON on one line; empty for what has parts. */
    default String plain() {
        return "";
    }

    record Members(Map<String, JsonValue> members, int line) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }

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
        @Override
        public String kind() {
            return "a list";
        }

        static Items of(List<String> texts) {
            return new Items(texts.stream().<JsonValue>map(Text::of).toList(), 0);
        }
    }

    record Text(String text, int line) implements JsonValue {
        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public String plain() {
            return JsonText.quoted(text);
        }

        static Text of(String text) {
            return new Text(text, 0);
        }
    }

    record Amount(BigDecimal number, int line) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }

        @Override
        public String plain() {
            return Math.abs(number.scale()) < 20 ? number.toPlainString() : number.toString();
        }

        static Amount of(double number) {
            return new Amount(BigDecimal.valueOf(number).stripTrailingZeros(), 0);
        }
    }

    record Truth(boolean isTrue, int line) implements JsonValue {
        @Override
        public String kind() {
            return "true or false";
        }

        @Override
        public String plain() {
            return Boolean.toString(isTrue);
        }
    }

    record Nothing(int line) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String plain() {
            return "null";
        }
    }
}
