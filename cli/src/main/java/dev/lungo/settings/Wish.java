package dev.lungo.settings;

/**
 * What a folder's own files ask for that gives the agent more freedom or changes whom it talks to.
 *
 * @param where the file, for people
 * @param setting by name
 * @param value fit for a terminal, and no two values look alike
 */
public record Wish(String where, String setting, String value) {
    static Wish of(String where, Key key, JsonValue value) {
        return new Wish(where, key.spelling(), Kind.line(value));
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
