package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;

/** {@code stop_background}: ends a task and everything it started. */
final class StopBackgroundTool implements Tool {
    private final Seen seen;

    StopBackgroundTool(Seen seen) {
        this.seen = seen;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "stop_background",
                "Stops a background task and every process it started, and says whether that is verified.",
                Schema.object("task_id").text("task_id", "").json());
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
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        Task task = seen.find(input.text("task_id"), context);
        StopResult result = task.stop(Cause.Requester.MODEL);
        String text = StopTexts.of(task, result) + ".";
        if (task.state() instanceof TaskState.End end) {
            text += "\n" + task.id() + " " + TaskTexts.end(task, end) + " (" + TaskTexts.whereabouts(task) + ")";
        }
        return new ToolOutcome(text, !StopTexts.verified(result), StopTexts.told(task));
    }
}
