package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A confinement as lines of a task's file {@code task}; of several paths each is a line of the value. */
final class ConfinementLines {
    private static final String STRENGTH = "sandbox";
    private static final String WRITABLE = "writable";
    private static final String GUARDED = "guarded";
    private static final String HIDDEN = "hidden";
    private static final String NETWORK = "network";
    private static final String THROUGH = "through ";

    private ConfinementLines() {}

    static Map<String, String> of(Confinement confinement) {
        var values = new LinkedHashMap<String, String>();
        values.put(STRENGTH, confinement.strength().name().toLowerCase(Locale.ROOT));
        values.put(WRITABLE, join(confinement.writable()));
        values.put(GUARDED, join(confinement.guarded()));
        values.put(HIDDEN, join(confinement.hidden()));
        values.put(
                NETWORK,
                switch (confinement.network()) {
                    case Network.None() -> "none";
                    case Network.Open() -> "open";
                    case Network.Through(var socket) -> THROUGH + socket;
                });
        return values;
    }

    /** @throws IllegalArgumentException for values that nobody wrote like this */
    static Optional<Confinement> parse(Map<String, String> values) {
        var strength = Optional.ofNullable(values.get(STRENGTH));
        return strength.map(name -> new Confinement(
                Strength.valueOf(name.toUpperCase(Locale.ROOT)),
                split(values.getOrDefault(WRITABLE, "")),
                split(values.getOrDefault(GUARDED, "")),
                split(values.getOrDefault(HIDDEN, "")),
                network(values.getOrDefault(NETWORK, ""))));
    }

    private static Network network(String value) {
        if (value.startsWith(THROUGH)) {
            return new Network.Through(Path.of(value.substring(THROUGH.length())));
        }
        return switch (value) {
            case "none" -> new Network.None();
            case "open" -> new Network.Open();
            default -> throw new IllegalArgumentException("its line 'network' says '" + value + "'");
        };
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining("\n"));
    }

    private static List<Path> split(String paths) {
        return paths.lines().filter(path -> !path.isEmpty()).map(Path::of).toList();
    }
}
