package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Task;
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
    private static final int ENDED_LISTED = 20;

    private final Seen seen;
    private final Sandbox sandbox;
    private final InstantSource clock;

    CheckBackgroundTool(Seen seen, Sandbox sandbox, InstantSource clock) {
        this.seen = seen;
        this.sandbox = sandbox;
        this.clock = clock;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "check_background",
                "State of a background task and its output since your last look, which pattern, last_lines and offset do"
                        + " not move; without task_id, the list of tasks. Not for waiting: notices come by themselves.",
                Schema.object()
                        .text("task_id", "the id from the start text")
                        .text("pattern", "only lines of its whole output that match this Java regex")
                        .number("last_lines", "the last N lines")
                        .number("offset", "from this byte on")
                        .json());
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
        Optional<String> id = input.optionalText("task_id").filter(given -> !given.isBlank());
        var look = OutputLook.of(input);
        if (id.isEmpty() && look.isPresent()) {
            throw new ToolInput.Invalid("pattern, last_lines and offset need the task_id of the output to look at.");
        }
        return id.isPresent() ? one(seen.find(id.get(), context), look) : list();
    }

    private ToolOutcome one(Task task, Optional<OutputLook> look) throws InterruptedException {
        TaskState state = task.state();
        boolean over = state instanceof TaskState.End;
        var text = new StringBuilder(line(task, state));
        // That a running one printed nothing is said by its line.
        if (over || OutputView.size(task.output()) > 0) {
            text.append('\n').append(look.isPresent() ? look.get().at(task) : fresh(task, over));
        }
        String loss = OutputView.loss(task.output());
        if (!loss.isEmpty()) {
            text.append('\n').append(loss);
        }
        String sandbox = state instanceof TaskState.End end ? TaskTexts.sandbox(task, end) : "";
        for (String fact : List.of(sandbox, TaskTexts.leftovers(task))) {
            if (!fact.isEmpty()) {
                text.append("\n[").append(fact).append(']');
            }
        }
        if (!over) {
            text.append("\n[a notice will come]");
        }
        return ToolOutcome.ok(text.toString(), over ? List.of(task.id()) : List.of());
    }

    private String fresh(Task task, boolean over) {
        long size = OutputView.size(task.output());
        long upTo = over ? size : OutputView.wholeCharacters(task.output(), 0, size);
        long from = seen.take(task, upTo);
        String fresh = OutputView.between(task, from, upTo, MOST_OUTPUT);
        if (size == 0) {
            return "It has printed nothing.";
        }
        return fresh.isEmpty()
                ? "No new output since your last look (" + TaskTexts.whereabouts(task) + ")."
                : (from == 0 ? "Output:\n" : "New output since your last look:\n") + fresh;
    }

    /** Facts about all of them; it tells no end, so that the notices with their output still come. */
    private ToolOutcome list() {
        var lines = new ArrayList<String>();
        var leaving = new ArrayList<String>();
        var over = new ArrayList<String>();
        for (Task task : seen.background().reversed()) {
            switch (task.state()) {
                case TaskState.Running running -> lines.add(line(task, running));
                case TaskState.End end -> {
                    // Set in, so that no line of a list reads like the telling of an end.
                    String how = "  " + TaskTexts.name(task) + " " + TaskTexts.brief(task, end);
                    String left = TaskTexts.left(task);
                    if (left.isEmpty()) {
                        over.add(how + ": " + TaskTexts.command(task));
                    } else {
                        leaving.add(how + ", but left running: " + left);
                    }
                }
            }
        }
        lines.addAll(leaving);
        if (lines.isEmpty() && over.isEmpty()) {
            return ToolOutcome.ok("There are no background tasks. background_run starts one.");
        }
        int more = lines.size() - LISTED;
        if (more > 0) {
            lines.subList(LISTED, lines.size()).clear();
            lines.add("[" + Facts.count(more, "more task") + " not listed; ask for one by its id]");
        }
        lines.addAll(over.subList(0, Math.min(ENDED_LISTED, over.size())));
        if (over.size() > ENDED_LISTED) {
            lines.add("[" + Facts.number(over.size() - ENDED_LISTED) + " more ended earlier; ask for one by its id]");
        }
        return ToolOutcome.ok(String.join("\n", lines));
    }

    private String reach(Task task) {
        String less = TaskTexts.lessConfined(task, sandbox.strength());
        return less.isEmpty() ? "" : ", " + less;
    }

    private String line(Task task, TaskState state) {
        return switch (state) {
            case TaskState.Running() ->
                TaskTexts.name(task) + " running for "
                        + Facts.duration(Duration.between(task.startedAt(), clock.instant())) + ", "
                        + TaskTexts.printed(task) + reach(task) + ": " + TaskTexts.command(task);
            case TaskState.End end -> TaskTexts.name(task) + " " + TaskTexts.end(task, end);
        };
    }
}
