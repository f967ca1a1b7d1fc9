package dev.lungo.settings;

import java.util.List;

/**
 * What a folder's own files ask for that gives the agent more freedom or changes whom it talks to.
 *
 * @param where the file, for people
 * @param setting by name
 * @param value fit for a terminal, and no two values look alike
 */
public record Wish(String where, String setting, String value) {
    static Wish of(String where, Key key, JsonValue value) {
        // What looks like a denial gives freedom as well; who is asked should see which.
        String and = key == Key.SANDBOX_MODE && !Strictness.isOff(value) ? " (its commands may run unasked)" : "";
        return new Wish(where, key.spelling(), Kind.line(value) + and);
    }

    /** A wish for each entry of a list that adds up, one for any other value. */
    static List<Wish> each(String where, Key key, JsonValue value) {
        return key.addsUp() && value instanceof JsonValue.Items(var items, var _)
                ? items.stream().map(item -> of(where, key, item)).toList()
                : List.of(of(where, key, value));
    }

    /** A wish about a variable of a {@code .env}. */
    public static Wish ofVariable(String where, String name, String value) {
        return new Wish(where, name, Quoted.bare(value));
    }

    /** Whether it is about a setting, and not about a variable. */
    public boolean isOfSetting() {
        return Key.of(setting).isPresent();
    }

    /** What is remembered of it; where it is written does not matter. */
    public String line() {
        return setting + " " + value;
    }
}
