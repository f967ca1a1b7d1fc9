package dev.lungo.terminal;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.util.ArrayList;
import java.util.List;

/**
 * What is still there of a session's tasks when somebody leaves it.
 *
 * @param running those that end with the session
 * @param persistent those that run on without it
 * @param leavings those that ended and left processes running
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
                        leavings.add(task);
                    }
                }
            }
        }
        return new Remaining(running, persistent, leavings);
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

    /** All that runs on if nobody stops it. */
    List<Task> toKeep() {
        var all = new ArrayList<Task>(running);
        all.addAll(persistent);
        return all;
    }
}
