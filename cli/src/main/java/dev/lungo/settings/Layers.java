package dev.lungo.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** All that was written, source by source. Immutable. */
public record Layers(List<Layer> layers) {
    public Layers {
        layers = layers.stream().sorted(Comparator.comparing(Layer::source)).toList();
    }

    /** These and one more. */
    public Layers with(Layer layer) {
        var more = new ArrayList<>(layers);
        more.add(layer);
        return new Layers(more);
    }

    /** What people should know of how it is written. */
    public List<String> warnings() {
        return layers.stream().flatMap(layer -> layer.warnings().stream()).toList();
    }

    /** What the folder's own files ask for that counts only where it is granted. */
    public List<Wish> wishes() {
        return Merging.of(layers, _ -> true).wishes();
    }

    /**
     * What counts.
     *
     * @param granted whether the user has granted a wish of the folder's files
     */
    public Settings settings(Predicate<Wish> granted) {
        return SettingsOf.merged(merged(granted));
    }

    /**
     * A value, or an entry of a list, as it counts.
     *
     * @param value fit for a terminal
     * @param where file and line, or what else it comes from
     */
    public record Entry(Key key, String value, Source source, String where) {}

    /** What counts for one setting: an entry each of a list, one of anything else, none where nothing is known of it. */
    public List<Entry> entries(Key key, Predicate<Wish> granted) {
        List<Merged.Part> parts = merged(granted).of(key);
        if (!parts.isEmpty()) {
            return parts.stream()
                    .map(part -> new Entry(
                            key,
                            Kind.line(part.value()),
                            part.layer().source(),
                            part.layer().place(part.value())))
                    .toList();
        }
        return Defaults.of(key) instanceof JsonValue.Nothing
                ? List.of()
                : List.of(new Entry(key, Kind.line(Defaults.of(key)), Source.DEFAULT, "default"));
    }

    Merged merged(Predicate<Wish> granted) {
        return Merging.of(layers, granted);
    }
}
