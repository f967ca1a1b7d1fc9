package dev.lungo.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a folder's own files ask for that gives the agent more freedom or changes whom it talks to.
 *
 * @param where the file, for people
 * @param setting by name
 * @param value fit for a terminal, and no two values look alike
 */
public record Wish(String where, String setting, String value) {
    /** Whoever reads the first few only has read what gives away most. */
    public static final Comparator<Wish> WEIGHTIEST_FIRST = Comparator.comparingInt(Wish::weight);

    /** How many letters the longest name of a setting has. */
    public static final int LONGEST_NAME = Arrays.stream(Key.values())
            .mapToInt(key -> key.spelling().length())
            .max()
            .orElseThrow();

    private static final Set<Key> LIGHT = Set.of(
            Key.MODEL,
            Key.EFFORT,
            Key.COMMAND_TIMEOUT,
            Key.MAX_COMMAND_TIMEOUT,
            Key.OUTPUT_CHARACTERS,
            Key.STREAM_SILENCE,
            Key.ORPHAN_GRACE,
            Key.BACKGROUND_WAIT,
            Key.MAX_TURNS,
            Key.MAX_BUDGET);

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

    /** Of a rule: whether it allows a tool whatever it is called with. */
    private boolean isBare() {
        int specifier = value.indexOf('(');
        return specifier < 0 || value.startsWith("*", specifier + 1) || value.startsWith(":*", specifier + 1);
    }

    private int weight() {
        var key = Key.of(setting);
        if (key.isEmpty()) {
            return 0; // a variable: whom to talk to, with which key
        }
        if (LIGHT.contains(key.get())) {
            return 3;
        }
        return key.get() != Key.ALLOW ? 0 : isBare() ? 1 : 2;
    }

    /** What is remembered of it; where it is written does not matter. */
    public String line() {
        return setting + " " + value;
    }
}
