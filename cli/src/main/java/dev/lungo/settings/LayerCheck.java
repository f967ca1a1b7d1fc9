package dev.lungo.settings;

import dev.lungo.permission.PermissionRule;
import dev.lungo.terminal.Harmless;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a file's object apart into settings. A value that is not what its setting takes is an error, because leaving it
 * out could leave out what denies; a name that nobody knows is a warning. Used by one thread.
 */
final class LayerCheck {
    private static final String SCHEMA = "$schema";

    private final Source source;
    private final String where;
    private final BaseFolders folders;
    private final Map<Key, JsonValue> values = new EnumMap<>(Key.class);
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    LayerCheck(Source source, String where, BaseFolders folders) {
        this.source = source;
        this.where = where;
        this.folders = folders;
    }

    /** Reads and checks a whole text. */
    static Layer of(Source source, String where, BaseFolders folders, String text) {
        var check = new LayerCheck(source, where, folders);
        check.object(JsonReading.object(text, where));
        return check.layer();
    }

    /** Adds what the object says. */
    void object(JsonValue.Members object) {
        object.members().forEach((name, value) -> {
            if (Key.isGroup(name)) {
                group(name, value);
            } else {
                named(name, value);
            }
        });
    }

    private void group(String group, JsonValue value) {
        if (value instanceof JsonValue.Members(var members, var _)) {
            members.forEach((name, inner) -> named(group + "." + name, inner));
        } else {
            errors.add(at(value) + group + " is an object { … }, not " + value.kind());
        }
    }

    private void named(String name, JsonValue value) {
        var key = Key.of(name);
        if (key.isPresent()) {
            value(key.get(), value);
        } else if (!name.equals(SCHEMA)) {
            warnings.add(at(value) + unknown(name));
        }
    }

    /** What to say of a name that is no setting. */
    static String unknown(String name) {
        if (name.matches("(?i).*(key|token|secret|password|credential).*")) {
            return Quoted.text(name) + " is ignored: keys and other secrets are never settings; they belong into the"
                    + " environment or a .env that git ignores";
        }
        return "there is no setting " + Quoted.text(name) + "; it is ignored"
                + Key.nearest(name)
                        .map(meant -> ". Did you mean " + Quoted.text(meant) + "?")
                        .orElse("");
    }

    void value(Key key, JsonValue value) {
        if (!key.kind().accepts(value)) {
            errors.add(at(value) + key.spelling() + " is " + key.kind().expected() + misfit(value));
            return;
        }
        if (key == Key.ALLOW || key == Key.ASK || key == Key.DENY) {
            rules(key, (JsonValue.Items) value);
        }
        values.put(
                key,
                key.kind() instanceof Kind.Texts(var of) && of == Kind.Texts.Of.FOLDERS
                        ? paths(key, (JsonValue.Items) value)
                        : value);
    }

    /** What somebody else wrote is granted as the folder that it leads to, not by a name that can lead elsewhere later. */
    private JsonValue.Items paths(Key key, JsonValue.Items value) {
        JsonValue.Items absolute = folders.absolute(value);
        return source.needsTrust() && !Strictness.ofEntries(key) ? BaseFolders.real(absolute) : absolute;
    }

    /** Never more of a value than one that is short and plain: it may be something that strayed here. */
    private static String misfit(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text, var _) when text.length() <= 30 -> ", not " + Quoted.text(text);
            case JsonValue.Amount _, JsonValue.Truth _ -> ", not " + value.plain();
            case JsonValue.Items(var items, var _) when !items.isEmpty() -> "; an entry of this list is something else";
            case JsonValue.Text _, JsonValue.Members _, JsonValue.Items _, JsonValue.Nothing _ ->
                ", not " + value.kind();
        };
    }

    private void rules(Key key, JsonValue.Items rules) {
        for (JsonValue item : rules.items()) {
            if (item instanceof JsonValue.Text(String text, var _)) {
                try {
                    var _ = PermissionRule.parse(text, source.ofRules());
                } catch (IllegalArgumentException malformed) {
                    errors.add(
                            at(item) + key.spelling() + ": " + Harmless.line(String.valueOf(malformed.getMessage())));
                }
            }
        }
    }

    private String at(JsonValue value) {
        return where + (value.line() == 0 ? "" : ":" + value.line()) + ": ";
    }

    /** What was collected. */
    Layer layer() {
        if (!errors.isEmpty()) {
            throw new SettingsException(String.join("\n", errors));
        }
        return new Layer(source, where, values, warnings);
    }
}
