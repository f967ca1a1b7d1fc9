package dev.lungo.cli;

import dev.lungo.model.Json;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.TaskTable;
import dev.lungo.tool.TaskTexts;
import java.time.Instant;
import java.util.List;

/** The commands about tasks, from another shell than the agent's: the disk tells. */
record TaskCommands(Surroundings surroundings) {
    /** Lists the tasks of this folder, of every session. */
    int list(boolean json) {
        try (var tasks = open()) {
            List<Task> all = tasks.onDisk();
            if (json) {
                all.forEach(task -> surroundings.print(Json.line(TaskTable.json(task))));
            } else if (all.isEmpty()) {
                surroundings.print("no background tasks in " + surroundings.workingFolder());
            } else {
                TaskTable.lines(all, Instant.now()).forEach(surroundings::print);
            }
            return ExitCode.OK;
        }
    }

    /** Shows what a task wrote. */
    int show(TaskId id, boolean follow) throws InterruptedException {
        try (var tasks = open()) {
            Task task = find(tasks, id);
            var log = new LogPrinter(task, surroundings.out(), Descriptor.OUT.isTerminal());
            if (!log.print(follow)) {
                return ExitCode.OUTPUT_CLOSED;
            }
            if (follow && task.state() instanceof TaskState.End end) {
                surroundings.say(id + " " + TaskTexts.end(task, end));
            }
            return ExitCode.OK;
        }
    }

    /** Stops a task and says what became of it. */
    int stop(TaskId id) throws InterruptedException {
        try (var tasks = open()) {
            Task task = find(tasks, id);
            boolean ran = task.state() instanceof TaskState.Running;
            StopResult result = task.stop(Cause.Requester.USER);
            var doubt = Farewell.doubt(task, result);
            if (doubt.isPresent()) {
                surroundings.say(doubt.get());
                return ExitCode.FAILED;
            }
            surroundings.print(
                    ran && result instanceof StopResult.Stopped
                            ? "task " + id + " is stopped: a scan found nobody of it left"
                            : "task " + id + " had ended already; a scan found nobody of it left");
            return ExitCode.OK;
        }
    }

    private Tasks open() {
        return Tasks.open(surroundings.state().tasks(surroundings.workingFolder()));
    }

    private Task find(Tasks tasks, TaskId id) {
        return tasks.onDisk().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no task " + id + " in " + surroundings.workingFolder()
                        + " (lungo tasks lists them)"));
    }
}
