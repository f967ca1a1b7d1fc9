package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code wait_background}: until some or all of the named tasks have ended, without touching them. */
final class WaitBackgroundTool implements Tool {
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final int OUTPUT_OF_ALL = 16_000;
    private static final int OUTPUT_OF_ONE = 3_000;
    private static final int LISTED = 50;

    private final Seen seen;
    private final ForegroundWaits waits;
    private final InstantSource clock;

    WaitBackgroundTool(Seen seen, ForegroundWaits waits, InstantSource clock) {
        this.seen = seen;
        this.waits = waits;
        this.clock = clock;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "wait_background",
                "Waits until background tasks end, when there is nothing else to do. Name the tasks whose end you need:"
                        + " servers never end. Running out of time is fine: they go on.",
                Schema.object()
                        .texts("task_ids", "default all that run or whose end you were not told")
                        .choice("mode", "default all", "all", "any")
                        .number("count", "instead of mode: until so many ended")
                        .number("timeout", "seconds, default 60, at most 600")
                        .json());
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public String summary(ToolInput input) {
        try {
            return Facts.oneLine(String.join(", ", input.texts("task_ids")), 160);
        } catch (ToolInput.Invalid wrongType) {
            // The call itself will say so; a summary never fails.
            return "";
        }
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) {
        List<String> ids = input.texts("task_ids");
        List<Task> tasks = ids.isEmpty()
                ? seen.open(context)
                : ids.stream().map(id -> seen.find(id, context)).distinct().toList();
        WaitLimit wait = WaitLimit.of(input.decimal("timeout"), USUAL, MOST);
        int wanted = wanted(input, tasks.size());
        if (tasks.isEmpty()) {
            return ToolOutcome.ok(
                    "No background task runs, so there is nothing to wait for. check_background lists those"
                            + " that ended.");
        }
        try {
            return answer(tasks, over(EndWait.await(tasks, wanted, wait.limit(), waits), wait));
        } catch (InterruptedException userWantsAnEnd) {
            ToolOutcome outcome = answer(tasks, "The user interrupted the wait; the tasks were not touched.");
            Thread.currentThread().interrupt();
            return outcome;
        }
    }

    private static int wanted(ToolInput input, int tasks) {
        String mode = input.optionalText("mode").orElse("all");
        if (!mode.equals("all") && !mode.equals("any")) {
            throw refused("mode must be all or any");
        }
        OptionalLong count = input.number("count");
        if (count.isEmpty()) {
            return mode.equals("any") ? 1 : tasks;
        }
        if (mode.equals("any")) {
            throw refused("mode any ends with the first task, so it goes with no count: send one of them");
        }
        if (count.getAsLong() < 1) {
            throw refused("count must be at least 1");
        }
        if (count.getAsLong() > tasks && tasks > 0) {
            throw refused("count is " + count.getAsLong() + ", but there " + (tasks == 1 ? "is" : "are") + " only "
                    + Facts.count(tasks, "task") + " to wait for");
        }
        return (int) Math.min(count.getAsLong(), tasks);
    }

    private static ToolInput.Invalid refused(String why) {
        return new ToolInput.Invalid(why + ". Nothing was waited for; send the call again.");
    }

    private static String over(EndWait.Over over, WaitLimit wait) {
        String note = wait.note().isEmpty() ? "" : " (" + wait.note() + ")";
        return switch (over) {
            case ENOUGH_ENDED -> wait.note().isEmpty() ? "" : "[" + wait.note() + "]";
            case TIME_PASSED -> "The wait of " + Facts.limit(wait.limit()) + " is over" + note + ".";
            case SENT_TO_BACKGROUND -> "The user ended the wait; the tasks go on.";
        };
    }

    private ToolOutcome answer(List<Task> tasks, String head) {
        var ended = new ArrayList<Task>();
        var running = new ArrayList<Task>();
        for (Task task : tasks) {
            (task.state() instanceof TaskState.End ? ended : running).add(task);
        }
        var text = new StringBuilder(head);
        List<Task> shown = ended.subList(0, Math.min(LISTED, ended.size()));
        var told = new ArrayList<TaskId>();
        for (Task task : shown) {
            text.append(text.isEmpty() ? "" : "\n").append(end(task, OUTPUT_OF_ALL / shown.size()));
            told.add(task.id());
        }
        if (ended.size() > LISTED) {
            text.append("\n[").append(ended.size() - LISTED).append(" more ended; notices about them will come]");
        }
        if (!running.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append("Still running: ").append(named(running));
            text.append(". Notices will come.");
        }
        return ToolOutcome.ok(text.toString(), told);
    }

    private static String end(Task task, int max) {
        if (!(task.state() instanceof TaskState.End end)) {
            return "";
        }
        String tail = TaskTexts.tail(task, Math.min(OUTPUT_OF_ONE, max));
        String facts = Stream.of(TaskTexts.sandbox(task, end), TaskTexts.leftovers(task))
                .filter(fact -> !fact.isEmpty())
                .map(fact -> "\n  [" + fact + "]")
                .collect(Collectors.joining());
        return task.id() + " " + TaskTexts.end(task, end)
                + "\n" + (tail.isEmpty() ? "  (" + TaskTexts.whereabouts(task) + ")" : tail)
                + facts;
    }

    /** {@code k7 for 4.2 s, 35 bytes printed; f2 for 1.0 s, no output}. */
    private String named(List<Task> running) {
        return running.stream()
                        .limit(LISTED)
                        .map(task -> task.id() + " for "
                                + Facts.duration(Duration.between(task.startedAt(), clock.instant())) + ", "
                                + TaskTexts.printed(task))
                        .collect(Collectors.joining("; "))
                + (running.size() > LISTED ? "; …" : "");
    }
}
