package dev.lungo.tool;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The background tasks as the model knows them, and how much of their output it has seen. Safe for any thread. */
final class Seen {
    private static final int NAMED = 20;

    private final Tasks tasks;
    /** Where the unseen output of a task begins; written by whoever shows some. */
    private final Map<TaskId, Long> offsets = new ConcurrentHashMap<>();
    /** Tasks that a {@code bash} call waits for, or waited for until their end. */
    private final Set<TaskId> foreground = ConcurrentHashMap.newKeySet();

    Seen(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * The task with this id.
     *
     * @throws ToolInput.Invalid that lists the known ids
     */
    Task find(String given) {
        String id = given.strip().toLowerCase(Locale.ROOT);
        return tasks.list().stream()
                .filter(task -> task.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new ToolInput.Invalid(
                        "There is no task '" + Facts.oneLine(given, 40) + "'. " + known() + " Use one of these ids."));
    }

    /**
     * The tasks in the background, oldest first, ended ones included; also those that a call saw to their end but that left
     * something running.
     */
    List<Task> background() {
        return tasks.list().stream()
                .filter(task -> !foreground.contains(task.id()) || left(task))
                .toList();
    }

    /** Whether something runs that this task left behind at its end. */
    private static boolean left(Task task) {
        return !task.leftovers().isEmpty();
    }

    List<Task> running() {
        return background().stream()
                .filter(task -> task.state() instanceof TaskState.Running)
                .toList();
    }

    /** A call waits for this task. */
    void foreground(Task task) {
        foreground.add(task.id());
    }

    /** Nobody waits for it any more and it goes on; its output was shown up to this offset. */
    void background(Task task, long shown) {
        foreground.remove(task.id());
        offsets.merge(task.id(), shown, Math::max);
    }

    /** Takes what is new up to this offset: answers where it begins, and nobody gets the same again. */
    long take(Task task, long upTo) {
        Long from = offsets.put(task.id(), upTo);
        return from == null ? 0 : Math.min(from, upTo);
    }

    private String known() {
        List<Task> tasks = background();
        if (tasks.isEmpty()) {
            return "No background task was started yet; background_run starts one.";
        }
        return "Known: "
                + tasks.reversed().stream()
                        .limit(NAMED)
                        .map(task -> task.id().value())
                        .collect(Collectors.joining(", "))
                + (tasks.size() > NAMED ? ", …." : ".");
    }
}
