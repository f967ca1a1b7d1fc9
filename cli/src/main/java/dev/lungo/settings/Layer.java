package dev.lungo.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one source, checked. Immutable.
 *
 * @param where what people call it: a file or an option
 * @param warnings what is odd about it and does no harm
 */
public record Layer(Source source, String where, Map<Key, JsonValue> values, List<String> warnings) {
    public Layer {
        values = Map.copyOf(values);
        warnings = List.copyOf(warnings);
    }

    static Layer empty(Source source, String where) {
        return new Layer(source, where, Map.of(), List.of());
    }

    /** Collects what options or variables say, as they would be written in a file. */
    public static Draft from(Source source, String where, SettingsFiles files) {
        return new Draft(source, where, files.bases(source));
    }

    Optional<JsonValue> value(Key key) {
        return Optional.ofNullable(values.get(key));
    }

    /** For people: where a value of it is written, with the line where there is one. */
    String place(JsonValue value) {
        return value.line() == 0 ? where : where + ":" + value.line();
    }

    /** A layer in the making; used by one thread. */
    public static final class Draft {
        private final Source source;
        private final String where;
        private final BaseFolders folders;
        private final Map<Key, JsonValue> values = new EnumMap<>(Key.class);

        private Draft(Source source, String where, BaseFolders folders) {
            this.source = source;
            this.where = where;
            this.folders = folders;
        }

        public Draft text(Key key, String text) {
            return with(key, JsonValue.Text.of(text));
        }

        public Draft number(Key key, double number) {
            return with(key, JsonValue.Amount.of(number));
        }

        /** A list; none where it is empty. */
        public Draft texts(Key key, List<String> texts) {
            return texts.isEmpty() ? this : with(key, JsonValue.Items.of(texts));
        }

        private Draft with(Key key, JsonValue value) {
            values.put(key, value);
            return this;
        }

        /**
         * The layer.
         *
         * @throws SettingsException where a value is not what its setting takes
         */
        public Layer layer() {
            var check = new LayerCheck(source, where, folders);
            values.forEach(check::value);
            return check.layer();
        }
    }
}
