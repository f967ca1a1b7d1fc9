package dev.lungo.terminal;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Stops of several tasks side by side, when their session leaves. */
public final class TaskStops {
    /** So long a session that leaves waits for all of them; a little less than it may take to leave. */
    public static final Duration PATIENCE = Duration.ofSeconds(25);

    private TaskStops() {}

    /**
     * Stops them, within a limit; a stop that takes longer goes on for as long as this process does.
     *
     * @param told what came of each, once, as soon as it is known; called by several threads
     */
    public static void all(List<Task> tasks, Duration patience, BiConsumer<Task, StopResult> told)
            throws InterruptedException {
        record Stop(Task task, AtomicBoolean known, Thread thread) {}
        long end = System.nanoTime() + patience.toNanos();
        List<Stop> stops = tasks.stream()
                .map(task -> {
                    var known = new AtomicBoolean();
                    return new Stop(
                            task,
                            known,
                            Thread.ofVirtual().name("stop " + task.id()).start(() -> {
                                StopResult result = stop(task);
                                if (known.compareAndSet(false, true)) {
                                    told.accept(task, result);
                                }
                            }));
                })
                .toList();
        for (Stop stop : stops) {
            if (!stop.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))
                    && stop.known().compareAndSet(false, true)) {
                told.accept(
                        stop.task(),
                        new StopResult.NotVerified("the stop takes more than " + ActivityLines.duration(patience)));
            }
        }
    }

    private static StopResult stop(Task task) {
        try {
            return task.stop(Cause.Requester.OWNER);
        } catch (TaskException unknown) {
            return new StopResult.NotVerified(String.valueOf(unknown.getMessage()));
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
            return new StopResult.NotVerified("it was interrupted");
        }
    }
}
