package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check_background}: how a task is and what it printed since the last look, or the list of tasks. */
final class CheckBackgroundTool implements Tool {
    private static final int MOST_OUTPUT = 16_000;
    private static final int LISTED = 50;

    private final Seen seen;
    private final InstantSource clock;

    CheckBackgroundTool(Seen seen, InstantSource clock) {
        this.seen = seen;
        this.clock = clock;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "check_background",
                "State of a background task and its output since your last look; without task_id, the list of tasks."
                        + " Not for waiting: notices come by themselves.",
                Schema.object().text("task_id", "such as b7").json());
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public String summary(ToolInput input) {
        return Summary.of(input, "task_id");
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) {
        Optional<String> id = input.optionalText("task_id").filter(given -> !given.isBlank());
        return id.isPresent() ? one(seen.find(id.get())) : list();
    }

    private ToolOutcome one(Task task) {
        TaskState state = task.state();
        boolean over = state instanceof TaskState.End;
        long size = OutputView.size(task.output());
        long upTo = over ? size : OutputView.wholeCharacters(task.output(), 0, size);
        long from = seen.take(task, upTo);
        var text = new StringBuilder(line(task, state)).append('\n');
        String fresh = OutputView.between(
                task.output(), from, upTo, MOST_OUTPUT, TaskTexts.whereabouts(task) + "; read_file or grep it");
        if (size == 0) {
            text.append("It has printed nothing").append(over ? "." : " so far.");
        } else if (fresh.isEmpty()) {
            text.append("No new output since your last look (")
                    .append(TaskTexts.whereabouts(task))
                    .append(").");
        } else {
            text.append(from == 0 ? "Output (" : "New output since your last look (")
                    .append(TaskTexts.whereabouts(task))
                    .append("):\n")
                    .append(fresh);
        }
        String leftovers = TaskTexts.leftovers(task);
        if (!leftovers.isEmpty()) {
            text.append("\n[").append(leftovers).append(']');
        }
        if (!over) {
            text.append("\n[A notice will come by itself when it ends: no need to look again until then]");
        }
        return ToolOutcome.ok(text.toString(), over ? List.of(task.id()) : List.of());
    }

    private ToolOutcome list() {
        List<Task> tasks = seen.background();
        if (tasks.isEmpty()) {
            return ToolOutcome.ok("There are no background tasks. background_run starts one.");
        }
        var ordered = new ArrayList<Task>();
        var ended = new ArrayList<Task>();
        for (Task task : tasks.reversed()) {
            (task.state() instanceof TaskState.Running ? ordered : ended).add(task);
        }
        ordered.addAll(ended);
        var text = new StringBuilder();
        var told = new ArrayList<TaskId>();
        for (Task task : ordered.subList(0, Math.min(LISTED, ordered.size()))) {
            TaskState state = task.state();
            text.append(line(task, state)).append('\n');
            if (state instanceof TaskState.End) {
                told.add(task.id());
            }
        }
        if (ordered.size() > LISTED) {
            text.append("[")
                    .append(Facts.count(ordered.size() - LISTED, "more task"))
                    .append(" not listed; ask for one by its id]\n");
        }
        return ToolOutcome.ok(text.toString().stripTrailing(), told);
    }

    private String line(Task task, TaskState state) {
        return switch (state) {
            case TaskState.Running() ->
                task.id() + " running for " + Facts.duration(Duration.between(task.startedAt(), clock.instant()))
                        + ", printed " + Facts.bytes(OutputView.size(task.output())) + ": " + TaskTexts.command(task);
            case TaskState.End end -> task.id() + " " + TaskTexts.end(task, end);
        };
    }
}
