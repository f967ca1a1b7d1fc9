package dev.lungo.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows which values only take freedom away: those of a folder that nobody trusts count as well. */
final class Strictness {
    /** Each mode with those that it is stricter than in every respect. */
    private static final Map<String, Set<String>> MODES = Map.of(
            "plan", Set.of("default", "acceptEdits", "bypassPermissions"),
            "dontAsk", Set.of("default", "acceptEdits", "bypassPermissions"),
            "default", Set.of("acceptEdits", "bypassPermissions"),
            "acceptEdits", Set.of("bypassPermissions"));

    private static final List<String> SANDBOXES = List.of("off", "light", "strong");

    private Strictness() {}

    /** Whether each entry of the list makes things stricter. */
    static boolean ofEntries(Key key) {
        return key == Key.DENY || key == Key.ASK || key == Key.HIDDEN;
    }

    /** Whether the value in the place of this one makes things stricter. */
    static boolean isStricter(Key key, JsonValue value, JsonValue than) {
        if (key == Key.NETWORK) {
            return isLess(value, than);
        }
        if (key == Key.ALLOW_COMMANDS || key == Key.ALLOW_UNCONFINED) {
            return value instanceof JsonValue.Truth(boolean allows, var _) && !allows;
        }
        if (value instanceof JsonValue.Text(String strict, var _)
                && than instanceof JsonValue.Text(String loose, var _)) {
            if (key == Key.DEFAULT_MODE) {
                return MODES.getOrDefault(strict, Set.of()).contains(loose);
            }
            if (key == Key.SANDBOX_MODE) {
                return SANDBOXES.indexOf(strict) > SANDBOXES.indexOf(loose);
            }
        }
        return false;
    }

    /** Whether it is the mode of no sandbox. */
    static boolean isOff(JsonValue mode) {
        return mode instanceof JsonValue.Text(String word, var _) && word.equals(SANDBOXES.getFirst());
    }

    private static boolean isLess(JsonValue network, JsonValue than) {
        List<String> less = Kind.shown(network);
        List<String> more = Kind.shown(than);
        if (less.equals(List.of("none"))) {
            return true;
        }
        return network instanceof JsonValue.Items
                && (than instanceof JsonValue.Items ? Set.copyOf(more).containsAll(less) : more.equals(List.of("all")));
    }
}
