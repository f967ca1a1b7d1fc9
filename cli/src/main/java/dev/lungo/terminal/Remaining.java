package dev.lungo.terminal;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is still there of a session's tasks when somebody leaves it.
 *
 * @param running those that end with the session
 * @param persistent those that run on without it, or ended and left something that does
 * @param leavings those that end with the session, have ended and left processes running
 */
public record Remaining(List<Task> running, List<Task> persistent, List<Task> leavings) {
    public Remaining {
        running = List.copyOf(running);
        persistent = List.copyOf(persistent);
        leavings = List.copyOf(leavings);
    }

    /** What there is at this moment. */
    public static Remaining of(Tasks tasks) {
        return of(tasks.list());
    }

    static Remaining of(List<Task> tasks) {
        var running = new ArrayList<Task>();
        var persistent = new ArrayList<Task>();
        var leavings = new ArrayList<Task>();
        for (Task task : tasks) {
            switch (task.state()) {
                case TaskState.Running _ -> (task.lifetime() == Lifetime.SESSION ? running : persistent).add(task);
                case TaskState.End _ -> {
                    if (!left(task).isEmpty()) {
                        (task.lifetime() == Lifetime.SESSION ? leavings : persistent).add(task);
                    }
                }
            }
        }
        return new Remaining(running, persistent, leavings);
    }

    /** What a task leaves running, in a few words: its command, or what an ended one left. */
    public static String what(Task task) {
        return switch (task.state()) {
            case TaskState.Running _ -> Harmless.line(task.command().line());
            case TaskState.End _ ->
                "left running: "
                        + left(task).stream()
                                .map(process -> process.pid() + " " + Harmless.line(process.command()))
                                .collect(Collectors.joining(", "));
        };
    }

    /** What an ended task left running and that was not seen to end since. */
    static List<Leftover> left(Task task) {
        return task.leftovers().stream()
                .filter(process -> ProcessHandle.of(process.pid()).isPresent())
                .toList();
    }

    /** Whether leaving takes nothing along. */
    boolean isHarmless() {
        return running.isEmpty() && leavings.isEmpty();
    }

    /** All that a leaving session stops. */
    public List<Task> toStop() {
        var all = new ArrayList<Task>(running);
        all.addAll(leavings);
        return all;
    }
}
