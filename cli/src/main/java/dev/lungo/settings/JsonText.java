package dev.lungo.settings;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON as people read it: two blanks a level, a short list of plain values on one line. */
final class JsonText {
    private static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** The text, with a line end. */
    static String of(JsonValue value) {
        var json = new JsonText();
        json.write(value, 0);
        return json.text.append('\n').toString();
    }

    private void write(JsonValue value, int depth) {
        switch (value) {
            case JsonValue.Members(var members, var _) -> members(members, depth);
            case JsonValue.Items items -> items(items, depth);
            case JsonValue.Text _, JsonValue.Amount _, JsonValue.Truth _, JsonValue.Nothing _ ->
                text.append(value.plain());
        }
    }

    private void members(Map<String, JsonValue> members, int depth) {
        if (members.isEmpty()) {
            text.append("{}");
            return;
        }
        text.append('{');
        for (Iterator<Map.Entry<String, JsonValue>> all = members.entrySet().iterator(); all.hasNext(); ) {
            var member = all.next();
            line(depth + 1).append(quoted(member.getKey())).append(": ");
            write(member.getValue(), depth + 1);
            text.append(all.hasNext() ? "," : "");
        }
        line(depth).append('}');
    }

    private void items(JsonValue.Items items, int depth) {
        String short_ = onOneLine(items);
        int column = text.length() - text.lastIndexOf("\n") - 1;
        if (!short_.isEmpty() && column + short_.length() <= WIDTH) {
            text.append(short_);
            return;
        }
        text.append('[');
        for (Iterator<JsonValue> all = items.items().iterator(); all.hasNext(); ) {
            line(depth + 1);
            write(all.next(), depth + 1);
            text.append(all.hasNext() ? "," : "");
        }
        line(depth).append(']');
    }

    /** Empty where something in it has parts of its own. */
    private static String onOneLine(JsonValue.Items items) {
        var line = new StringBuilder("[");
        for (JsonValue item : items.items()) {
            String plain = item.plain();
            if (plain.isEmpty()) {
                return "";
            }
            line.append(line.length() > 1 ? ", " : "").append(plain);
        }
        return line.append(']').toString();
    }

    private StringBuilder line(int depth) {
        return text.append('\n').repeat(' ', 2 * depth);
    }

    /** A text as JSON writes it. */
    static String quoted(String said) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
