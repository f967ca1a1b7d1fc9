package dev.lungo.terminal;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What other sessions left behind in this folder: running tasks that nobody looks after, and what ended ones left running. */
final class InteractiveOthers {
    private static final int SESSIONS = 3;
    private static final int TASKS = 5;
    /** Of ended tasks, so many of the latest are looked at. */
    private static final int ENDED = 200;

    private InteractiveOthers() {}

    /** A few lines, or none where there is nothing to tell. Takes its time; for a thread beside. */
    static List<Line> lines(Tasks tasks, String ours, InstantSource clock) throws InterruptedException {
        List<Task> others = tasks.onDisk().stream()
                .filter(task -> !isOf(ours, task))
                .sorted(Comparator.comparing(Task::startedAt).reversed())
                .toList();
        List<Task> worth = new ArrayList<>();
        int ended = 0;
        for (Task task : others) {
            if (runs(task) || ended++ < ENDED) {
                worth.add(task);
            }
        }
        return lines(TaskLook.all(worth), clock.instant());
    }

    /** One that cannot be read is looked at once more, and left out then; lungo tasks says what is wrong with it. */
    static boolean isOf(String session, Task task) {
        try {
            return task.session().equals(session);
        } catch (TaskException | UncheckedIOException _) {
            return false;
        }
    }

    private static boolean runs(Task task) {
        try {
            return task.state() instanceof TaskState.Running;
        } catch (TaskException | UncheckedIOException _) {
            return false;
        }
    }

    static List<Line> lines(List<TaskLook> looks, Instant now) {
        Map<String, List<TaskLook.Seen>> bySession = TaskLook.seen(looks).stream()
                .filter(TaskLook.Seen::isOnItsOwn)
                .collect(Collectors.groupingBy(TaskLook.Seen::session, LinkedHashMap::new, Collectors.toList()));
        if (bySession.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<Line>();
        bySession.forEach((session, left) -> {
            if (lines.size() < SESSIONS) {
                lines.add(Line.of(Tint.WARN, "· session " + session(session) + " left ")
                        .and(Tint.PLAIN, tasks(left, now))
                        .prose());
            }
        });
        String id = bySession.values().iterator().next().getFirst().task().id().value();
        String session = bySession.keySet().iterator().next();
        String more = bySession.size() <= SESSIONS
                ? ""
                : "; " + (bySession.size() - SESSIONS) + " more sessions: lungo tasks";
        lines.add(Line.of(
                        Tint.DIM,
                        "  /adopt " + id + " takes a task over, /stop " + id + " stops it, lungo --resume "
                                + session(session) + " goes on with that session" + more)
                .prose());
        return lines;
    }

    private static String tasks(List<TaskLook.Seen> left, Instant now) {
        String all = left.stream().limit(TASKS).map(look -> task(look, now)).collect(Collectors.joining("; "));
        return left.size() <= TASKS ? all : all + "; and " + (left.size() - TASKS) + " more";
    }

    private static String task(TaskLook.Seen look, Instant now) {
        Task task = look.task();
        return switch (look.state()) {
            case TaskState.Running _ ->
                task.id() + " running for " + ActivityLines.duration(Duration.between(task.startedAt(), now)) + " ("
                        + look.care() + "): " + shortened(task.command().line());
            case TaskState.End _ -> task.id() + ", ended, with " + processes(look.left());
        };
    }

    private static String processes(List<Leftover> left) {
        String first = left.getFirst().pid() + " " + shortened(left.getFirst().command()) + " running";
        return left.size() == 1 ? first : first + " and " + (left.size() - 1) + " more";
    }

    private static String session(String id) {
        return id.substring(0, Math.min(8, id.length()));
    }

    private static String shortened(String command) {
        String line = Harmless.line(command);
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
