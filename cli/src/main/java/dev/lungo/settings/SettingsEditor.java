package dev.lungo.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changes one file of settings. What else stands in it stays as it is, in its order; a file that is not JSON, or would not
 * be good settings afterwards, is left alone.
 *
 * @param source whose file: {@link Source#USER}, {@link Source#PROJECT} or {@link Source#LOCAL}
 * @param lock a file that only serves to change settings one after the other
 */
public record SettingsEditor(SettingsFiles files, Source source, Path lock) {
    /**
     * Sets a value, in the place of what was there.
     *
     * @throws SettingsException where the setting or the file does not take it
     */
    public Edit set(Key key, String typed) {
        JsonValue value = Typed.value(key, typed);
        boolean changed = change(object -> with(object, key, value)).changed();
        return new Edit(changed, wishes(key, value), Optional.empty());
    }

    /** Removes a setting from the file. */
    public Edit unset(Key key) {
        return new Edit(change(object -> without(object, key)).changed(), List.of(), Optional.empty());
    }

    /**
     * Adds entries to a list, each once.
     *
     * @throws SettingsException where it is no list, or the list does not take them
     */
    public Edit add(Key key, List<String> entries) {
        Texts texts = change(object -> {
            List<JsonValue> items = new ArrayList<>(items(object, key));
            List<String> there = texts(items);
            entries.stream()
                    .distinct()
                    .filter(entry -> !there.contains(entry))
                    .forEach(entry -> items.add(JsonValue.Text.of(entry)));
            return with(object, key, new JsonValue.Items(items, 0));
        });
        return key.addsUp()
                ? new Edit(texts.changed(), wishes(key, JsonValue.Items.of(entries)), Optional.empty())
                : ofWhole(key, texts);
    }

    /** Removes entries from a list. */
    public Edit remove(Key key, List<String> entries) {
        Texts texts = change(object -> {
            List<JsonValue> items = new ArrayList<>(items(object, key));
            items.removeIf(item -> item instanceof JsonValue.Text(String text, var _) && entries.contains(text));
            return items.isEmpty() ? without(object, key) : with(object, key, new JsonValue.Items(items, 0));
        });
        return key.addsUp() ? new Edit(texts.changed(), List.of(), Optional.empty()) : ofWhole(key, texts);
    }

    /** Of a list that counts as a whole: what others wrote into it stands in the written one as well. */
    private Edit ofWhole(Key key, Texts texts) {
        return new Edit(texts.changed(), whole(key, texts.after()).stream().toList(), whole(key, texts.before()));
    }

    private Optional<Wish> whole(Key key, JsonValue.Members object) {
        List<JsonValue> items = items(object, key);
        return items.isEmpty() ? Optional.empty() : Optional.of(Wish.of(where(), key, new JsonValue.Items(items, 0)));
    }

    /** As they will be read from the file. */
    private List<Wish> wishes(Key key, JsonValue value) {
        var check = new LayerCheck(source, where(), files.bases(source));
        check.value(key, value);
        return check.layer()
                .value(key)
                .map(read -> Wish.each(where(), key, read))
                .orElse(List.of());
    }

    private String where() {
        return files.shown(files.file(source));
    }

    private interface Change {
        JsonValue.Members of(JsonValue.Members object);
    }

    /** What stood in the file and what stands there now. */
    private record Texts(boolean changed, JsonValue.Members before, JsonValue.Members after) {}

    private Texts change(Change change) {
        var texts = new AtomicReference<>(new Texts(false, JsonValue.Members.NONE, JsonValue.Members.NONE));
        boolean changed = new SettingsFile(files, source, lock).replace(text -> {
            JsonValue.Members before = text.isBlank() ? JsonValue.Members.NONE : JsonReading.object(text, where());
            JsonValue.Members after = change.of(before);
            var check = new LayerCheck(source, where(), files.bases(source));
            check.object(after);
            var _ = check.layer();
            texts.set(new Texts(false, before, after));
            return JsonText.of(after).equals(JsonText.of(before)) ? text : JsonText.of(after);
        });
        return new Texts(changed, texts.get().before(), texts.get().after());
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
