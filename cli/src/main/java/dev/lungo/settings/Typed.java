package dev.lungo.settings;

import java.math.BigDecimal;
import java.util.List;

/** Reads what a person typed as the value of a setting: plain words where one is meant, JSON where a list is. */
final class Typed {
    private Typed() {}

    /**
     * The value.
     *
     * @throws SettingsException where the setting does not take it
     */
    static JsonValue value(Key key, String typed) {
        JsonValue value = read(key, typed.strip());
        if (!key.kind().accepts(value)) {
            throw new SettingsException(key.spelling() + " is " + key.kind().expected() + ", not " + Quoted.text(typed)
                    + (key.addsUp()
                            ? " (one more entry: lungo config add " + key.spelling() + " " + Quoted.text(typed) + ")"
                            : ""));
        }
        return value;
    }

    private static JsonValue read(Key key, String typed) {
        if (typed.startsWith("[")) {
            JsonValue list = JsonReading.object("{\"value\": " + typed + "}", key.spelling())
                    .members()
                    .getOrDefault("value", JsonValue.Text.of(typed));
            return list instanceof JsonValue.Items(var items, var _) ? new JsonValue.Items(items, 0) : list;
        }
        return switch (key.kind()) {
            case Kind.Flag _ ->
                typed.equals("true") || typed.equals("false")
                        ? new JsonValue.Truth(typed.equals("true"), 0)
                        : JsonValue.Text.of(typed);
            case Kind.Amount _ -> number(typed);
            case Kind.Network network ->
                network.accepts(JsonValue.Text.of(typed))
                        ? JsonValue.Text.of(typed)
                        : JsonValue.Items.of(List.of(typed.split("[, ]+", -1)));
            case Kind.Choice _, Kind.Name _, Kind.Texts _ -> JsonValue.Text.of(typed);
        };
    }

    private static JsonValue number(String typed) {
        try {
            return new JsonValue.Amount(new BigDecimal(typed), 0);
        } catch (NumberFormatException aWord) {
            return JsonValue.Text.of(typed);
        }
    }
}
