package dev.lungo.cli;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.Harmless;
import dev.lungo.terminal.Remaining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Stops what still runs when a session leaves, and says honestly what became of it. */
final class Farewell {
    /** Longer than a stop may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Farewell() {}

    /** Leaves a session's tasks: stops what ends with it and what ended tasks left, and answers what there is to say. */
    static List<String> leave(Tasks tasks) throws InterruptedException {
        Remaining remaining = Remaining.of(tasks);
        var lines = new ArrayList<>(stopAll(remaining.toStop()));
        for (Task task : remaining.persistent()) {
            lines.add("task " + task.id() + " is persistent and goes on: " + Remaining.what(task) + " (lungo logs "
                    + task.id() + ", lungo stop " + task.id() + ")");
        }
        return lines;
    }

    /** Stops the tasks side by side, within a limit; answers a line for each of which something may be left. */
    static List<String> stopAll(List<Task> tasks) throws InterruptedException {
        record Stop(Task task, AtomicReference<StopResult> result, Thread thread) {}
        var stops = new ArrayList<Stop>();
        for (Task task : tasks) {
            var result = new AtomicReference<StopResult>(
                    new StopResult.NotVerified("the stop takes more than " + PATIENCE.toSeconds() + " s"));
            stops.add(new Stop(task, result, Thread.startVirtualThread(() -> stop(task, result))));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        var lines = new ArrayList<String>();
        for (Stop stop : stops) {
            stop.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            doubt(stop.task(), stop.result().get()).ifPresent(lines::add);
        }
        return lines;
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

    private static void stop(Task task, AtomicReference<StopResult> result) {
        try {
            result.set(task.stop(Cause.Requester.OWNER));
        } catch (TaskException unknown) {
            result.set(new StopResult.NotVerified(String.valueOf(unknown.getMessage())));
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
