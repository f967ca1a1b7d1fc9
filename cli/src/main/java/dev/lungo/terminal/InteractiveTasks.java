package dev.lungo.terminal;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Output;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.LastLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of a session, for a person: listed, read, stopped. Safe for any thread. */
final class InteractiveTasks {
    private static final int LOG_BYTES = 256 * 1024;
    private static final int LOG_LINES = 30;

    private final Tasks tasks;
    private final String sessionId;
    private final InstantSource clock;
    /** Writes down that a task is this session's own now. */
    private final Consumer<Task> adopted;

    InteractiveTasks(Tasks tasks, String sessionId, InstantSource clock, Consumer<Task> adopted) {
        this.tasks = tasks;
        this.sessionId = sessionId;
        this.adopted = adopted;
        this.clock = clock;
    }

    /** Those of this session: its own, and what else the disk tells of, such as from before it was resumed. */
    List<Line> list() throws InterruptedException {
        var all = new ArrayList<>(tasks.list());
        TaskLook.seen(TaskLook.all(tasks.onDisk().stream()
                        .filter(task -> InteractiveOthers.isOf(sessionId, task) && !owned(task))
                        .toList()))
                .forEach(look -> all.add(look.task()));
        all.sort(Comparator.comparing(Task::startedAt));
        return all.isEmpty()
                ? List.of(Line.of(Tint.DIM, "  no task was started in this session"))
                : all.stream().map(this::listed).toList();
    }

    /** @param argument an id, and how many lines */
    List<Line> logs(String argument) {
        String[] words = argument.split("\\s+", 2);
        Optional<Task> found = find(words[0]);
        if (found.isEmpty()) {
            return List.of(unknown(words[0]));
        }
        if (words.length > 1 && !words[1].matches("[1-9][0-9]{0,3}")) {
            return List.of(Line.of(Tint.WARN, "  '" + words[1] + "' is no number of lines: /logs ID [N]"));
        }
        int wanted = words.length > 1 ? Integer.parseInt(words[1]) : LOG_LINES;
        Output output = found.get().output();
        long size = output.size();
        long start = Math.max(size - LOG_BYTES, LastLines.start(output, size, wanted));
        String text = new String(output.read(start, LOG_BYTES).bytes(), StandardCharsets.UTF_8);
        List<String> last = text.lines().toList();
        String freed = output.freed().isEmpty()
                ? "; all of it: "
                : String.format(
                        Locale.ROOT,
                        ", of which %,d in the middle were freed; the rest: ",
                        output.freed().length());
        var title = Line.of(
                Tint.DIM,
                String.format(
                        Locale.ROOT,
                        "  %s: the last %d lines of %,d bytes%s%s",
                        words[0],
                        last.size(),
                        size,
                        freed,
                        output.path()));
        var colours = new Colours();
        return Stream.concat(
                        Stream.of(title),
                        last.stream().map(line -> Line.of(Tint.PLAIN, "  │ ").and(colours.pieces(line))))
                .toList();
    }

    /** Makes another session's task this session's own. */
    List<Line> adopt(String id) throws InterruptedException {
        Optional<Task> known = find(id);
        try {
            if (known.isEmpty()) {
                return List.of(unadoptable(id));
            }
            if (owned(known.get())) {
                return List.of(Line.of(Tint.DIM, "  " + id + " is this session's own already"));
            }
            if (known.get().state() instanceof TaskState.End
                    && known.get().leftovers().isEmpty()) {
                return List.of(Line.of(Tint.DIM, "  " + id + " has ended, and left nothing running: /logs " + id));
            }
            Task task = tasks.adopt(known.get().id());
            adopted.accept(task);
            return List.of(Line.of(Tint.GOOD, "✔ " + task.id() + " ")
                    .and(
                            Tint.PLAIN,
                            "is looked after by this session now: "
                                    + task.command().line()));
        } catch (TaskException refused) {
            return List.of(Line.of(Tint.BAD, "  " + id + " was not adopted: " + refused.getMessage()));
        }
    }

    private Line unadoptable(String id) throws InterruptedException {
        String others =
                TaskLook.seen(TaskLook.all(tasks.onDisk().stream()
                                .filter(task -> !owned(task))
                                .toList()))
                        .stream()
                        .filter(TaskLook.Seen::isOnItsOwn)
                        .map(look -> look.task().id().value())
                        .collect(Collectors.joining(", "));
        return Line.of(
                Tint.WARN,
                (id.isEmpty() ? "  which task?" : "  there is no task '" + id + "';")
                        + (others.isEmpty() ? " none is there to adopt" : " these can be adopted: " + others));
    }

    private boolean owned(Task task) {
        return tasks.list().stream().anyMatch(own -> own.id().equals(task.id()));
    }

    /** Stops a task and waits until that is known. */
    List<Line> stop(String id) throws InterruptedException {
        Optional<Task> found = find(id);
        return found.isEmpty()
                ? List.of(unknown(id))
                : List.of(stopped(found.get(), found.get().stop(Cause.Requester.USER)));
    }

    /** What came of a stop. */
    static Line stopped(Task task, StopResult result) {
        String id = task.id() + " ";
        return switch (result) {
            case StopResult.Stopped _ -> Line.of(Tint.GOOD, "✔ " + id).and(Tint.PLAIN, "stopped, nothing of it runs");
            case StopResult.AlreadyEnded _ ->
                Line.of(Tint.GOOD, "✔ " + id).and(Tint.PLAIN, "had ended already, nothing of it runs");
            case StopResult.Survived(List<Leftover> survivors) ->
                Line.of(Tint.BAD, "✘ " + id)
                        .and(
                                Tint.PLAIN,
                                "was stopped, but these run on: "
                                        + survivors.stream()
                                                .map(one -> one.pid() + " " + one.command())
                                                .collect(Collectors.joining(", ")));
            case StopResult.NotVerified(String why) ->
                Line.of(Tint.WARN, "? " + id).and(Tint.PLAIN, "was told to stop, not verified: " + why);
        };
    }

    private Line listed(Task task) {
        return switch (task.state()) {
            case TaskState.Running _ ->
                row(
                        task,
                        Tint.ACCENT,
                        task.lifetime() == Lifetime.PERSISTENT ? "persistent" : "running",
                        Duration.between(task.startedAt(), clock.instant()));
            case TaskState.Ended ended ->
                row(task, ended.exit().success() ? Tint.GOOD : Tint.BAD, exit(ended), ended.ran());
            case TaskState.Lost lost -> row(task, Tint.BAD, "lost", Duration.between(task.startedAt(), lost.at()));
        };
    }

    private static Line row(Task task, Tint tint, String state, Duration age) {
        return Line.of(Tint.BOLD, String.format("  %-4s ", task.id()))
                .and(tint, String.format("%-12s ", state))
                .and(Tint.DIM, String.format("%10s  ", ActivityLines.duration(age)))
                .and(Tint.PLAIN, task.command().line())
                .and(
                        Tint.WARN,
                        Remaining.left(task).isEmpty() ? "" : "  (left processes; /stop " + task.id() + " stops them)");
    }

    private static String exit(TaskState.Ended ended) {
        return switch (ended.cause()) {
            case Cause.ByItself _ -> TaskTable.how(ended.exit());
            case Cause.Stopped _ -> "stopped";
            case Cause.DeadlinePassed _ -> "deadline";
            case Cause.Orphaned _ -> "orphaned";
        };
    }

    private Optional<Task> find(String id) {
        Predicate<Task> named = task -> task.id().value().equals(id);
        return tasks.list().stream()
                .filter(named)
                .findFirst()
                .or(() -> tasks.onDisk().stream().filter(named).findFirst());
    }

    private Line unknown(String id) {
        String known = tasks.list().stream().map(Task::id).map(TaskId::value).collect(Collectors.joining(", "));
        return Line.of(
                Tint.WARN,
                (id.isEmpty() ? "  which task?" : "  there is no task '" + id + "';")
                        + (known.isEmpty() ? " none was started in this session" : " there are: " + known));
    }
}
