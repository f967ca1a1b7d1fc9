package dev.lungo.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts layers together, the one that counts least first. Lists add up; of anything else the last value counts. What a
 * folder's own files say counts where it makes things stricter, or where the user granted it. A sandbox that such a file
 * brings confines at once, and does not let commands run unasked before that is granted. Used by one thread.
 */
final class Merging {
    private final Predicate<Wish> granted;
    private final Map<Key, List<Merged.Part>> parts = new EnumMap<>(Key.class);
    private final List<Wish> wishes = new ArrayList<>();
    private final List<Wish> refused = new ArrayList<>();

    private Merging(Predicate<Wish> granted) {
        this.granted = granted;
    }

    static Merged of(List<Layer> layers, Predicate<Wish> granted) {
        var merging = new Merging(granted);
        for (Layer layer : layers) {
            for (Key key : Key.values()) {
                layer.value(key).ifPresent(value -> merging.add(layer, key, value));
            }
        }
        return new Merged(merging.parts, List.copyOf(merging.wishes), List.copyOf(merging.refused));
    }

    private void add(Layer layer, Key key, JsonValue value) {
        if (key.addsUp() && value instanceof JsonValue.Items(var items, var _)) {
            for (JsonValue item : items) {
                if (counts(layer, key, item, Strictness.ofEntries(key))) {
                    parts.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Merged.Part(item, layer));
                }
            }
            return;
        }
        List<Merged.Part> before = parts.getOrDefault(key, List.of());
        JsonValue than = before.isEmpty() ? Defaults.of(key) : before.getLast().value();
        if (layer.source().needsTrust() && Kind.shown(value).equals(Kind.shown(than))) {
            return;
        }
        boolean stricter = Strictness.isStricter(key, value, than);
        if (stricter && key == Key.SANDBOX_MODE && !mayFreeCommands(layer, value, than)) {
            put(Key.ALLOW_COMMANDS, new JsonValue.Truth(false, value.line()), layer);
        }
        if (counts(layer, key, value, stricter)) {
            put(key, value, layer);
        }
    }

    private void put(Key key, JsonValue value, Layer layer) {
        parts.put(key, new ArrayList<>(List.of(new Merged.Part(value, layer))));
    }

    /** Commands in a sandbox need no asking: where there was none, a sandbox is freedom as well. */
    private boolean mayFreeCommands(Layer layer, JsonValue mode, JsonValue than) {
        return !Strictness.isOff(than)
                || isTold(layer.value(Key.ALLOW_COMMANDS))
                || counts(layer, Key.SANDBOX_MODE, mode, false);
    }

    private static boolean isTold(Optional<JsonValue> allowCommands) {
        return allowCommands.isPresent()
                && allowCommands.get() instanceof JsonValue.Truth(boolean allows, var _)
                && !allows;
    }

    private boolean counts(Layer layer, Key key, JsonValue value, boolean stricter) {
        if (!layer.source().needsTrust() || stricter) {
            return true;
        }
        Wish wish = Wish.of(layer.where(), key, value);
        wishes.add(wish);
        if (granted.test(wish)) {
            return true;
        }
        refused.add(wish);
        return false;
    }
}
