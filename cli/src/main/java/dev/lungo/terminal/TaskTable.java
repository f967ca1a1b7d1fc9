package dev.lungo.terminal;

import dev.lungo.model.Json;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks in a table for people, and as JSON for programs. */
public final class TaskTable {
    private static final int LONGEST_COMMAND = 100;

    private TaskTable() {}

    /**
     * A heading and a line for each task.
     *
     * @param folders whether it is said where each runs
     */
    public static List<String> lines(List<TaskLook> looks, Instant now, boolean folders) {
        var rows = new ArrayList<List<String>>();
        rows.add(with(folders, "FOLDER", List.of("ID", "STATE", "CARE", "SANDBOX", "STARTED", "SESSION", "COMMAND")));
        for (TaskLook look : looks) {
            List<String> row = switch (look) {
                case TaskLook.Seen seen -> row(seen.task(), state(seen.state()), seen.care(), seen.session(), now);
                case TaskLook.Unreadable(Task task, String why) ->
                    row(task, "unreadable: " + Harmless.line(why), "", "", now);
            };
            String folder = Harmless.line(look.task().command().cwd().toString());
            rows.add(with(folders, folder, row));
        }
        return Columns.aligned(rows);
    }

    private static List<String> with(boolean folders, String folder, List<String> row) {
        var longer = new ArrayList<>(row);
        if (folders) {
            longer.add(row.size() - 1, folder);
        }
        return longer;
    }

    private static List<String> row(Task task, String state, String care, String session, Instant now) {
        return List.of(
                task.id().value(),
                Harmless.line(state),
                Harmless.line(care),
                sandbox(task),
                ActivityLines.duration(Duration.between(task.startedAt(), now)) + " ago",
                session.substring(0, Math.min(8, session.length())),
                command(task));
    }

    /** What it was started in, whatever commands are started in now. */
    private static String sandbox(Task task) {
        return task.command()
                .confinement()
                .map(limits -> limits.strength().name().toLowerCase(Locale.ROOT))
                .orElse("off");
    }

    /** All that there is to know, on one line. */
    public static ObjectNode json(TaskLook look) {
        return switch (look) {
            case TaskLook.Seen seen -> json(seen);
            case TaskLook.Unreadable(Task task, String why) ->
                Json.object()
                        .put("id", task.id().value())
                        .put("state", "unreadable")
                        .put("detail", why)
                        .put("started_at", task.startedAt().toString())
                        .put("command", task.command().line())
                        .put("cwd", task.command().cwd().toString())
                        .put("output_file", task.output().path().toString());
        };
    }

    private static ObjectNode json(TaskLook.Seen look) {
        Task task = look.task();
        TaskState state = look.state();
        ObjectNode line = Json.object()
                .put("id", task.id().value())
                .put("state", word(state))
                .put("detail", state(state))
                .put("started_at", task.startedAt().toString())
                .put("session_id", look.session())
                .put("command", task.command().line())
                .put("cwd", task.command().cwd().toString())
                .put("output_file", task.output().path().toString());
        look.outputBytes().ifPresent(bytes -> line.put("output_bytes", bytes));
        line.put("lifetime", task.lifetime() == Lifetime.PERSISTENT ? "persistent" : "session");
        line.put("sandbox", sandbox(task));
        if (state instanceof TaskState.Running) {
            line.put("attended", look.attended()).put("foreign", task.isForeign());
            if (!look.attended()) {
                task.graceLeft().ifPresent(left -> line.put("stops_in_seconds", left.toSeconds()));
            }
        }
        if (state instanceof TaskState.End end) {
            line.put("ended_at", end.at().toString());
        }
        if (!look.left().isEmpty()) {
            ArrayNode left = line.putArray("leftovers");
            look.left()
                    .forEach(process ->
                            left.addObject().put("pid", process.pid()).put("command", process.command()));
        }
        if (state instanceof TaskState.Ended(Exit.Code(int code), var _, var _, var _)) {
            line.put("exit_code", code);
        }
        return line;
    }

    /** In a few words, such as {@code exit 1, 3.0 s}. */
    static String state(TaskState state) {
        return switch (state) {
            case TaskState.Running _ -> "running";
            case TaskState.Ended(Exit exit, Cause cause, var _, Duration ran) ->
                why(cause) + how(exit) + ", " + ActivityLines.duration(ran);
            case TaskState.Lost(String why, var _) -> "lost: " + why;
        };
    }

    private static String word(TaskState state) {
        return switch (state) {
            case TaskState.Running _ -> "running";
            case TaskState.Ended _ -> "ended";
            case TaskState.Lost _ -> "lost";
        };
    }

    /** How the main process ended, such as {@code exit 1}. */
    static String how(Exit exit) {
        return switch (exit) {
            case Exit.Code(int code) -> "exit " + code;
            case Exit.Signal(int number) -> "signal " + number;
            case Exit.CodeOrSignal(int status) -> "status " + status;
        };
    }

    private static String why(Cause cause) {
        return switch (cause) {
            case Cause.ByItself _ -> "";
            case Cause.Stopped _ -> "stopped, ";
            case Cause.DeadlinePassed _ -> "out of time, ";
            case Cause.Orphaned _ -> "orphaned, ";
        };
    }

    private static String command(Task task) {
        String line = Harmless.line(task.command().line());
        return line.length() <= LONGEST_COMMAND ? line : line.substring(0, LONGEST_COMMAND - 1) + "…";
    }
}
