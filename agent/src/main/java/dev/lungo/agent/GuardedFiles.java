package dev.lungo.agent;

import dev.lungo.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person is told of guarded files that changed while a confined command ran. */
final class GuardedFiles {
    private static final int NAMED = 5;

    private GuardedFiles() {}

    /** In a line; empty where none changed, and while the task runs. */
    static Optional<String> changedBy(Task task) {
        List<Path> changed = task.guardedChanges();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("while " + task.id() + " ran, files changed that decide what runs later: "
                        + changed.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "))
                        + (changed.size() > NAMED ? " and " + (changed.size() - NAMED) + " more" : "")
                        + "; look at them before you go on");
    }
}
