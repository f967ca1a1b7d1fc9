package dev.lungo.cli;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.TaskTexts;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** What the model is told first in a copy of a session: which tasks are not its own. */
final class ForkNote {
    private static final int NAMED = 10;

    private ForkNote() {}

    /** @param original the session that was copied */
    static String of(String original, Tasks tasks) {
        List<Task> running =
                tasks.onDisk().stream().filter(task -> runsIn(original, task)).toList();
        String note =
                "Automated note, not from the user: this conversation is a copy of another session. Background tasks"
                        + " that were started there belong to that session, and no notice of them comes here.";
        if (running.isEmpty()) {
            return note;
        }
        return note + " Running there: "
                + running.stream()
                        .limit(NAMED)
                        .map(task -> task.id() + " (" + TaskTexts.command(task) + ")")
                        .collect(Collectors.joining(", "))
                + (running.size() > NAMED ? " and " + (running.size() - NAMED) + " more" : "")
                + "; they may still run: do not start them again. The user can give you one in a terminal, with /adopt.";
    }

    private static boolean runsIn(String session, Task task) {
        try {
            return task.session().equals(session) && task.state() instanceof TaskState.Running;
        } catch (TaskException | UncheckedIOException _) {
            return false; // one that cannot be read is no fact to tell
        }
    }
}
