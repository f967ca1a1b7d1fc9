package dev.lungo.terminal;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What one look at a task found. */
public sealed interface TaskLook {
    Task task();

    /** Looks at all of them side by side: they share the looks at the machine's processes that way. */
    static List<TaskLook> all(List<Task> tasks) throws InterruptedException {
        List<FutureTask<TaskLook>> looks = tasks.stream()
                .map(task -> {
                    var look = new FutureTask<>(() -> of(task));
                    Thread.startVirtualThread(look);
                    return look;
                })
                .toList();
        var all = new ArrayList<TaskLook>();
        for (FutureTask<TaskLook> look : looks) {
            try {
                all.add(look.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("cannot look at a task", failed.getCause());
            }
        }
        return all;
    }

    private static TaskLook of(Task task) {
        try {
            TaskState state = task.state();
            boolean runs = state instanceof TaskState.Running;
            boolean attended = runs && task.attended();
            List<Leftover> left = runs ? List.of() : task.leftovers();
            return new Seen(task, state, task.session(), attended, left, care(task, state, attended, left));
        } catch (TaskException | UncheckedIOException unreadable) {
            return new Unreadable(task, String.valueOf(unreadable.getMessage()));
        }
    }

    private static String care(Task task, TaskState state, boolean attended, List<Leftover> left) {
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

    /** One of which nothing is known but what was asked for; its folder is damaged, or somebody took it away. */
    record Unreadable(Task task, String why) implements TaskLook {}

    /**
     * One that could be read.
     *
     * @param attended whether an engine that lives looks after it
     * @param left what it left running at its end
     * @param care in a few words who looks after it, or what it left; empty where there is nothing to say
     */
    record Seen(Task task, TaskState state, String session, boolean attended, List<Leftover> left, String care)
            implements TaskLook {
        /** Whether it goes on with nobody to look after it, or left something that does. */
        boolean isOnItsOwn() {
            return state instanceof TaskState.Running ? !attended && !task.isForeign() : !left.isEmpty();
        }

        /** Empty where its output is gone. */
        OptionalLong outputBytes() {
            try {
                return OptionalLong.of(task.output().size());
            } catch (UncheckedIOException gone) {
                return OptionalLong.empty();
            }
        }
    }

    /** Those that could be read. */
    static List<Seen> seen(List<TaskLook> looks) {
        return looks.stream()
                .flatMap(look -> switch (look) {
                    case Seen seen -> Optional.of(seen).stream();
                    case Unreadable _ -> Optional.<Seen>empty().stream();
                })
                .toList();
    }
}
