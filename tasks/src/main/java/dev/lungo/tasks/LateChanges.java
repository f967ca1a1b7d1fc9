package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Guarded paths that changed before a task starts, with whose end they are told, as far as it guards them. Used by one thread.
 *
 * @param prints what was seen of them
 */
record LateChanges(Set<Path> all, Set<Path> untold, Prints prints) {
    static LateChanges of(Collection<Path> changed, Prints prints) {
        return new LateChanges(Set.copyOf(changed), new LinkedHashSet<>(changed), prints);
    }

    /** Whether this is one of them; it is told then. */
    boolean tell(Path path) {
        untold.remove(path);
        return all.contains(path);
    }
}
