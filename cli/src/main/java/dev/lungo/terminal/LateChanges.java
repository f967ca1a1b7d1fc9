package dev.lungo.terminal;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What ended tasks had left running changed until it was stopped, of what decides what runs later: nobody has heard of it.
 *
 * @param known what was told with the end of each
 */
public record LateChanges(Map<Task, List<Path>> known) {
    private static final int NAMED = 5;

    /** Before these are stopped. */
    public static LateChanges of(List<Task> tasks) {
        var known = new LinkedHashMap<Task, List<Path>>();
        for (Task task : tasks) {
            if (task.state() instanceof TaskState.End) {
                known.put(task, task.guardedChanges());
            }
        }
        return new LateChanges(known);
    }

    /** Afterwards: a line for each that changed something. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        known.forEach((task, told) -> {
            List<Path> late = task.guardedChanges().stream()
                    .filter(path -> !told.contains(path))
                    .toList();
            if (!late.isEmpty()) {
                lines.add("what " + task.id() + " left running changed files that decide what runs later: "
                        + late.stream()
                                .limit(NAMED)
                                .map(path -> Harmless.line(path.toString()))
                                .collect(Collectors.joining(", "))
                        + (late.size() > NAMED ? " and " + (late.size() - NAMED) + " more" : "")
                        + "; look at them before you go on");
            }
        });
        return lines;
    }
}
