package dev.lungo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must not show in any message, even where a server repeats it. */
record Secrets(List<String> values) {
    /** Shorter values would hide ordinary words; nobody's key is that short. */
    private static final int SHORTEST = 8;

    static Secrets of(Connection.Anthropic connection) {
        return of(connection.headers(), connection.key(), connection.token());
    }

    static Secrets of(Map<String, String> headers, String... values) {
        List<String> all = new ArrayList<>(List.of(values));
        all.addAll(headers.values());
        all.removeIf(value -> value.length() < SHORTEST);
        return new Secrets(List.copyOf(all));
    }

    String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, "***");
        }
        return hidden;
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
