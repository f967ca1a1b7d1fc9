package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What guarded paths look like, for the time of one start or one end: each is looked at once, however many tasks ask. Used by
 * one thread.
 */
final class Prints {
    private final Map<Path, String> seen = new HashMap<>();

    /** By the guarded path beside which they were found. */
    private final Map<Path, Map<Path, String>> links = new HashMap<>();

    String of(Path path) {
        return seen.computeIfAbsent(path, Fingerprint::of);
    }

    /** Of the repositories that git looks into by itself. */
    Map<Path, String> links(Confinement limits) {
        var all = new LinkedHashMap<Path, String>();
        for (var path : limits.guarded()) {
            all.putAll(links.computeIfAbsent(
                    path,
                    guarded -> GitLinks.beside(guarded).map(GitLinks::prints).orElse(Map.of())));
        }
        return all;
    }

    /** After a change of one's own. */
    void forget() {
        seen.clear();
        links.clear();
    }
}
