package dev.lungo.cli;

import dev.lungo.model.Json;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.TaskLook;
import dev.lungo.terminal.TaskTable;
import dev.lungo.tool.TaskTexts;
import java.time.Instant;
import java.util.List;

/** The commands about tasks, from another shell than the agent's: the disk tells. */
record TaskCommands(Surroundings surroundings) {
    /** Lists the tasks of this folder, of every session. */
    int list(boolean json) throws InterruptedException {
        try (var tasks = open()) {
            List<TaskLook> all = TaskLook.all(tasks.onDisk());
            if (json) {
                all.forEach(look -> surroundings.print(Json.line(TaskTable.json(look))));
            } else if (all.isEmpty()) {
                surroundings.print("no background tasks in " + surroundings.workingFolder());
            } else {
                TaskTable.lines(all, Instant.now()).forEach(surroundings::print);
            }
            return ExitCode.OK;
        }
    }

    /** Shows what a task wrote. */
    int show(TaskId id, LogWish wish) throws InterruptedException {
        try (var tasks = open()) {
            Task task = find(tasks, id);
            var log = new LogPrinter(task, surroundings.outForPeople(), surroundings::say);
            if (!log.print(wish)) {
                return ExitCode.OUTPUT_CLOSED;
            }
            if (!task.output().loss().isEmpty()) {
                surroundings.say(
                        "output of " + id + " is missing: " + task.output().loss());
            }
            if (wish.follow() && task.state() instanceof TaskState.End end) {
                surroundings.say(id + " " + TaskTexts.end(task, end));
            }
            return ExitCode.OK;
        }
    }

    /** Stops tasks, or what ended ones left, and says of each what became of it. */
    int stop(List<TaskId> ids) throws InterruptedException {
        try (var tasks = open()) {
            List<Task> all = ids.stream().map(id -> find(tasks, id)).toList();
            boolean done = true;
            for (Task task : all) {
                done &= stop(task);
            }
            return done ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private boolean stop(Task task) throws InterruptedException {
        boolean ran = task.state() instanceof TaskState.Running;
        StopResult result = task.stop(Cause.Requester.USER);
        var doubt = Farewell.doubt(task, result);
        if (doubt.isPresent()) {
            surroundings.say(doubt.get());
            return false;
        }
        String what = result instanceof StopResult.AlreadyEnded
                ? " had ended already"
                : ran ? " is stopped" : " had ended already; what it left running is stopped";
        surroundings.print("task " + task.id() + what + (ran ? ":" : ";") + " a scan found nobody of it left");
        return true;
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
