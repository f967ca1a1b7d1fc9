package dev.lungo.cli;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.Harmless;
import dev.lungo.terminal.LateChanges;
import dev.lungo.terminal.Remaining;
import dev.lungo.terminal.TaskStops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stops what still runs when a session leaves, and says honestly what became of it. */
final class Farewell {
    /** For the engine's end, when its tasks have been stopped or given up. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private Farewell() {}

    /** Leaves a session's tasks: stops what ends with it and what ended tasks left, and answers what there is to say. */
    static List<String> leave(Tasks tasks) throws InterruptedException {
        Remaining remaining = Remaining.of(tasks);
        var late = LateChanges.of(remaining.toStop());
        var lines = new ArrayList<>(stopAll(remaining.toStop(), TaskStops.PATIENCE));
        lines.addAll(late.lines());
        for (Task task : remaining.persistent()) {
            lines.add("task " + task.id() + " is persistent and goes on: " + Remaining.what(task) + " (lungo logs "
                    + task.id() + ", lungo stop " + task.id() + ")");
        }
        return lines;
    }

    /** Stops the tasks side by side, within a limit; answers a line for each of which something may be left. */
    static List<String> stopAll(List<Task> tasks, Duration patience) throws InterruptedException {
        var results = new ConcurrentHashMap<Task, StopResult>();
        TaskStops.all(tasks, patience, (task, result) -> results.put(task, result));
        return tasks.stream()
                .flatMap(task -> Optional.ofNullable(results.get(task)).flatMap(result -> doubt(task, result)).stream())
                .toList();
    }

    /**
     * Ends the engine, within a limit: what survives then, and was told, is left to the engine's warden, as after a crash.
     *
     * @param settled whether the tasks were stopped before: nobody is stopped a second time
     */
    static void close(Tasks tasks, boolean settled) {
        boolean survivors = settled && !Remaining.of(tasks).toStop().isEmpty();
        var _ = within(survivors ? tasks::leave : tasks::close, settled ? LAST : TaskStops.PATIENCE.plus(LAST));
    }

    /** Does it beside, and waits so long; answers whether it is done. */
    static boolean within(Runnable work, Duration limit) {
        try {
            return Thread.ofVirtual().name("end of the engine").start(work).join(limit);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What to tell the user about this stop; empty where all is gone. */
    static Optional<String> doubt(Task task, StopResult result) {
        return switch (result) {
            case StopResult.Stopped _, StopResult.AlreadyEnded _ -> Optional.empty();
            case StopResult.Survived(List<Leftover> survivors) -> {
                var text = new StringBuilder("task " + task.id() + " was told to stop, but these processes live on:");
                survivors.forEach(survivor -> text.append(" ")
                        .append(survivor.pid())
                        .append(" (")
                        .append(Harmless.line(survivor.command()))
                        .append(")"));
                yield Optional.of(text.toString());
            }
            case StopResult.NotVerified(String why) ->
                Optional.of(
                        "task " + task.id() + " was told to stop; whether all of it is gone is not verified: " + why);
        };
    }
}
