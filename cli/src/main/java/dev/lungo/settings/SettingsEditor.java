package dev.lungo.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes one file of settings. What else stands in it stays as it is, in its order; a file that is not JSON, or would not
 * be good settings afterwards, is left alone.
 *
 * @param source whose file: {@link Source#USER}, {@link Source#PROJECT} or {@link Source#LOCAL}
 * @param lock a file that only serves to change settings one after the other
 */
public record SettingsEditor(SettingsFiles files, Source source, Path lock) {
    /**
     * Sets a value, in the place of what was there; answers whether that changed anything.
     *
     * @throws SettingsException where the setting or the file does not take it
     */
    public boolean set(Key key, String typed) {
        JsonValue value = Typed.value(key, typed);
        return change(object -> with(object, key, value));
    }

    /** Removes a setting from the file; answers whether it was there. */
    public boolean unset(Key key) {
        return change(object -> without(object, key));
    }

    /**
     * Adds entries to a list, each once; answers whether that changed anything.
     *
     * @throws SettingsException where it is no list, or the list does not take them
     */
    public boolean add(Key key, List<String> entries) {
        return change(object -> {
            List<JsonValue> items = new ArrayList<>(items(object, key));
            List<String> there = texts(items);
            entries.stream()
                    .distinct()
                    .filter(entry -> !there.contains(entry))
                    .forEach(entry -> items.add(JsonValue.Text.of(entry)));
            return with(object, key, new JsonValue.Items(items, 0));
        });
    }

    /** Removes entries from a list; answers whether one of them was there. */
    public boolean remove(Key key, List<String> entries) {
        return change(object -> {
            List<JsonValue> items = new ArrayList<>(items(object, key));
            items.removeIf(item -> item instanceof JsonValue.Text(String text, var _) && entries.contains(text));
            return items.isEmpty() ? without(object, key) : with(object, key, new JsonValue.Items(items, 0));
        });
    }

    private interface Change {
        JsonValue.Members of(JsonValue.Members object);
    }

    private boolean change(Change change) {
        var file = new SettingsFile(files, source, lock);
        return file.replace(text -> {
            String where = files.shown(files.file(source));
            JsonValue.Members before = text.isBlank() ? JsonValue.Members.NONE : JsonReading.object(text, where);
            JsonValue.Members after = change.of(before);
            var check = new LayerCheck(source, where, files.bases(source));
            check.object(after);
            var _ = check.layer();
            return JsonText.of(after).equals(JsonText.of(before)) ? text : JsonText.of(after);
        });
    }

    private static List<JsonValue> items(JsonValue.Members object, Key key) {
        JsonValue.Members parent =
                key.group().map(group -> group(object, group)).orElse(object);
        Optional<JsonValue> there = Optional.ofNullable(parent.members().get(key.lastName()));
        if (there.isPresent() && there.get() instanceof JsonValue.Items(var items, var _)) {
            return items;
        }
        if (there.isPresent() || !(key.addsUp() || key == Key.NETWORK)) {
            throw new SettingsException(key.spelling() + " is no list there: use lungo config set");
        }
        return List.of();
    }

    private static JsonValue.Members with(JsonValue.Members object, Key key, JsonValue value) {
        return key.group()
                .map(group -> object.with(group, group(object, group).with(key.lastName(), value)))
                .orElseGet(() -> object.with(key.spelling(), value));
    }

    /** A group that is empty goes with its last setting. */
    private static JsonValue.Members without(JsonValue.Members object, Key key) {
        if (key.group().isEmpty()) {
            return object.without(key.spelling());
        }
        String group = key.group().get();
        if (!object.members().containsKey(group)) {
            return object;
        }
        JsonValue.Members rest = group(object, group).without(key.lastName());
        return rest.members().isEmpty() ? object.without(group) : object.with(group, rest);
    }

    private static JsonValue.Members group(JsonValue.Members object, String group) {
        return object.members().get(group) instanceof JsonValue.Members members ? members : JsonValue.Members.NONE;
    }

    /** The texts among values. */
    private static List<String> texts(List<JsonValue> values) {
        return values.stream()
                .<String>mapMulti((value, texts) -> {
                    if (value instanceof JsonValue.Text(String text, var _)) {
                        texts.accept(text);
                    }
                })
                .toList();
    }
}
