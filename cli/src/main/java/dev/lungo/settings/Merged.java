package dev.lungo.settings;

import java.util.List;
import java.util.Map;

/**
 * What layers say together.
 *
 * @param parts what counts for each setting that somebody wrote: one value, or the entries of a list with where each is
 *     from
 * @param wishes of the folder's own files, whether granted or not
 * @param refused those of them that do not count
 */
record Merged(Map<Key, List<Part>> parts, List<Wish> wishes, List<Wish> refused) {
    /** A value, or an entry of a list, and whose it is. */
    record Part(JsonValue value, Layer layer) {}

    List<Part> of(Key key) {
        return parts.getOrDefault(key, List.of());
    }
}
