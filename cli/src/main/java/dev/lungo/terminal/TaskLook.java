package dev.lungo.terminal;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What one look at a task found.
 *
 * @param attended whether an engine that lives looks after it
 * @param left what it left running at its end
 */
public record TaskLook(Task task, TaskState state, boolean attended, List<Leftover> left) {
    /** Looks at all of them side by side: they share the looks at the machine's processes that way. */
    public static List<TaskLook> all(List<Task> tasks) throws InterruptedException {
        List<FutureTask<TaskLook>> looks = tasks.stream()
                .map(task -> {
                    var look = new FutureTask<>(of(task));
                    Thread.startVirtualThread(look);
                    return look;
                })
                .toList();
        var all = new ArrayList<TaskLook>();
        for (FutureTask<TaskLook> look : looks) {
            try {
                all.add(look.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof TaskException unreadable) {
                    throw unreadable;
                }
                throw new IllegalStateException("cannot look at a task", failed.getCause());
            }
        }
        return all;
    }

    private static Callable<TaskLook> of(Task task) {
        return () -> {
            TaskState state = task.state();
            boolean runs = state instanceof TaskState.Running;
            return new TaskLook(task, state, runs && task.attended(), runs ? List.of() : task.leftovers());
        };
    }

    /** In a few words who looks after it, or what it left; empty where there is nothing to say. */
    String care() {
        return switch (state) {
            case TaskState.Running _ ->
                task.isForeign()
                        ? "foreign"
                        : task.lifetime() == Lifetime.PERSISTENT
                                ? "persistent"
                                : attended ? "attended" : "unattended" + left(task);
            case TaskState.End _ ->
                left.isEmpty() ? "" : left.size() == 1 ? "left 1 process" : "left " + left.size() + " processes";
        };
    }

    private static String left(Task task) {
        return task.graceLeft()
                .map(left -> ", " + ActivityLines.duration(left) + " left")
                .orElse("");
    }

    /** Whether it goes on with nobody to look after it, or left something that does. */
    boolean isOnItsOwn() {
        return state instanceof TaskState.Running ? !attended && !task.isForeign() : !left.isEmpty();
    }
}
