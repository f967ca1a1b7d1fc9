package dev.lungo.cli;

import dev.lungo.model.Json;
import dev.lungo.session.SessionSummary;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command that lists sessions. */
record SessionCommands(Surroundings surroundings) {
    /** Lists the sessions of this folder, newest first. */
    int list(boolean json) {
        List<SessionSummary> all =
                surroundings.state().sessions(surroundings.workingFolder()).list();
        Map<String, Long> running = running();
        if (json) {
            all.forEach(session -> surroundings.print(Json.line(SessionTable.json(session, running))));
        } else if (all.isEmpty()) {
            surroundings.print("no sessions in " + surroundings.workingFolder());
        } else {
            SessionTable.lines(all, running, Instant.now()).forEach(surroundings::print);
        }
        return ExitCode.OK;
    }

    /** How many tasks of each session run. */
    private Map<String, Long> running() {
        try (var tasks = Tasks.open(surroundings.state().tasks(surroundings.workingFolder()))) {
            return tasks.onDisk().stream()
                    .filter(task -> task.state() instanceof TaskState.Running)
                    .collect(Collectors.groupingBy(Task::session, Collectors.counting()));
        }
    }
}
