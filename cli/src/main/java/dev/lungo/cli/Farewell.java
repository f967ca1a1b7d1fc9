package dev.lungo.cli;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.Harmless;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Stops what still runs when a session leaves, and says honestly what became of it. */
final class Farewell {
    private Farewell() {}

    /** Stops all running tasks side by side; answers a line for each that may not be gone. */
    static List<String> stopAll(Tasks tasks) throws InterruptedException {
        return stopAll(tasks.list());
    }

    static List<String> stopAll(List<Task> tasks) throws InterruptedException {
        record Stop(Task task, AtomicReference<Optional<StopResult>> result, Thread thread) {}
        var stops = new ArrayList<Stop>();
        for (Task task : tasks) {
            if (task.state() instanceof TaskState.Running) {
                var result = new AtomicReference<Optional<StopResult>>(Optional.empty());
                stops.add(new Stop(task, result, Thread.startVirtualThread(() -> stop(task, result))));
            }
        }
        var lines = new ArrayList<String>();
        for (Stop stop : stops) {
            stop.thread().join();
            stop.result().get().flatMap(result -> doubt(stop.task(), result)).ifPresent(lines::add);
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

    private static void stop(Task task, AtomicReference<Optional<StopResult>> result) {
        try {
            result.set(Optional.of(task.stop(Cause.Requester.OWNER)));
        } catch (TaskException unknown) {
            result.set(Optional.of(new StopResult.NotVerified(String.valueOf(unknown.getMessage()))));
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
