package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which guarded paths changed while a task runs, whoever did it, or were changed by somebody whom it left behind; each change is
 * answered once. It may run for days, and nobody may wait for its end. Safe for any thread.
 */
final class LateLooks {
    private final Set<Path> late = ConcurrentHashMap.newKeySet();

    /** What was seen while it runs, by path and look. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param looks what those that are not the same as at the start look like */
    void whileItRuns(Map<Path, String> looks) {
        looks.forEach((path, look) -> {
            if (seen.add(path + " " + look)) {
                late.add(path);
            }
        });
    }

    void afterItsEnd(Collection<Path> changed) {
        late.addAll(changed);
    }

    /** Answers each once, also where two ask at a time. */
    List<Path> take() {
        return List.copyOf(late).stream().filter(late::remove).toList();
    }
}
