package dev.lungo.tool;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The background tasks as the model knows them, and how much of their output it has seen. Safe for any thread. */
final class Seen {
    private static final int NAMED = 20;
    private static final Pattern WRITTEN = Pattern.compile("\\s*\\[?(?:bg:)?([a-z][a-z0-9]{0,11})\\]?\\s*");

    private final Tasks tasks;
    /** Where the unseen output of a task begins; written by whoever shows some. */
    private final Map<TaskId, Long> offsets = new ConcurrentHashMap<>();
    /** Tasks that a {@code bash} call waits for, or waited for until their end. */
    private final Set<TaskId> foreground = ConcurrentHashMap.newKeySet();

    Seen(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * The task of this session with this id, also one of those long over; {@code bg:b7} and {@code [bg:b7]} are taken for
     * {@code b7}.
     *
     * @throws ToolInput.Invalid that says what became of it or lists the known ids
     */
    Task find(String given, CallContext context) {
        var written = WRITTEN.matcher(given.toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw unknown(given);
        }
        var id = new TaskId(written.group(1));
        try {
            return tasks.find(id).orElseThrow(() -> missing(id, given, context));
        } catch (TaskException unreadable) {
            throw new ToolInput.Invalid("Task " + id + " cannot be looked at: " + unreadable.getMessage());
        }
    }

    private ToolInput.Invalid missing(TaskId id, String given, CallContext context) {
        if (context.told(id)) {
            return new ToolInput.Invalid("Task " + id + " is gone: it ended, you were told, and its folder and output"
                    + " have been removed since.");
        }
        return tasks.onDisk().stream().anyMatch(task -> task.id().equals(id))
                ? new ToolInput.Invalid(
                        "Task " + id + " belongs to another session; the user can take it over in a terminal:"
                                + " /adopt " + id + ".")
                : unknown(given);
    }

    private ToolInput.Invalid unknown(String given) {
        return new ToolInput.Invalid("There is no task '" + Neutral.notice(Facts.oneLine(given, 40)) + "'" + known());
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

    /** The tasks whose end the model has still to hear of: those that run, and those that ended without its knowing yet. */
    List<Task> open(CallContext context) {
        return tasks.list().stream()
                .filter(task -> !foreground.contains(task.id()) && !context.told(task.id()))
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

    /** {@code . Running: b7; left processes running: c2; ended: a1. Use one of these ids.} */
    private String known() {
        var running = new ArrayList<Task>();
        var leaving = new ArrayList<Task>();
        var ended = new ArrayList<Task>();
        for (Task task : background().reversed()) {
            (task.state() instanceof TaskState.Running ? running : left(task) ? leaving : ended).add(task);
        }
        String known = Stream.of(
                        named("running: ", running),
                        named("left processes running: ", leaving),
                        named("ended: ", ended))
                .filter(names -> !names.isEmpty())
                .collect(Collectors.joining("; "));
        return known.isEmpty()
                ? ": this session has no background tasks."
                : ". " + known.substring(0, 1).toUpperCase(Locale.ROOT) + known.substring(1)
                        + ". Use one of these ids.";
    }

    private static String named(String state, List<Task> tasks) {
        return tasks.isEmpty()
                ? ""
                : state
                        + tasks.stream()
                                .limit(NAMED)
                                .map(task -> task.id().value())
                                .collect(Collectors.joining(", "))
                        + (tasks.size() > NAMED ? ", …" : "");
    }
}
