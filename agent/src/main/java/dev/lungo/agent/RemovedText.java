package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.TaskTexts;
import dev.lungo.tool.Tool;
import dev.lungo.tool.Toolbox;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the model reads after the user took the conversation back: what cannot be taken back with it.
 *
 * @param ends the tasks whose end it tells
 */
record RemovedText(String text, List<TaskId> ends) {
    /** Commands, and files, that it names. */
    private static final int NAMED = 20;

    /**
     * For an agent that goes on with this past; empty where the model knows all of it.
     *
     * @param named whether another word of the same message says already that a task runs
     */
    static Optional<RemovedText> of(Past past, Agent.Parts parts, Predicate<Task> named) {
        return past.removed()
                .map(removed -> of(removed, started(removed.calls(), past, parts.tasks()), parts.tools(), named));
    }

    /** Oldest first; also those that another agent of the session started and told, which this one never had to adopt. */
    private static List<Task> started(List<Block.ToolCall> calls, Past past, Tasks tasks) {
        var found = new LinkedHashMap<TaskId, Task>();
        tasks.list().forEach(task -> found.put(task.id(), task));
        past.untold().forEach(id -> tasks.find(id).ifPresent(task -> found.putIfAbsent(id, task)));
        return found.values().stream()
                .filter(task -> startedByOne(calls, task))
                .sorted(Comparator.comparing(Task::startedAt))
                .toList();
    }

    private static RemovedText of(Past.Removed removed, List<Task> started, Toolbox tools, Predicate<Task> named) {
        List<Task> running = started.stream()
                .filter(task -> task.state() instanceof TaskState.Running)
                .toList();
        var ended = new ArrayList<TaskId>();
        var lines = new ArrayList<String>();
        for (Task task : started) {
            if (task.state() instanceof TaskState.End end) {
                ended.add(task.id());
                String left = TaskTexts.leftovers(task);
                lines.add("[bg:" + task.id() + "] " + TaskTexts.end(task, end) + (left.isEmpty() ? "" : "; " + left));
            }
        }
        var text = new StringBuilder(
                "Automated note, not from the user: the user took the conversation back to before this"
                        + " prompt. You do not see what was removed. Do not repeat any of it unless asked.");
        if (!lines.isEmpty()) {
            text.append("\nIts commands ended so, and what they did stays, also to files:\n")
                    .append(bounded(lines));
        }
        List<Task> news = running.stream().filter(named.negate()).toList();
        if (!news.isEmpty()) {
            text.append("\nStill running from it:\n").append(NoticeText.live(news));
        } else if (!running.isEmpty()) {
            text.append("\nStill running from it: ")
                    .append(running.stream().map(task -> task.id().value()).collect(Collectors.joining(", ")));
        }
        if (!removed.files().isEmpty()) {
            text.append("\nFiles that went back with it: ").append(files(removed.files()));
        } else if (removed.calls().stream().anyMatch(call -> writes(call, tools))) {
            text.append("\nFiles that it edited are as it left them.");
        }
        return new RemovedText(text.toString(), ended);
    }

    /** Each file, and whether it is there: {@code a.txt (as before), b.txt (deleted)}. */
    static String files(Collection<String> files) {
        return files.stream()
                        .limit(NAMED)
                        .map(file -> TaskTexts.neutral(file)
                                + (Files.exists(Path.of(file), LinkOption.NOFOLLOW_LINKS)
                                        ? " (as before)"
                                        : " (deleted)"))
                        .collect(Collectors.joining(", "))
                + (files.size() > NAMED ? " and " + (files.size() - NAMED) + " more" : "");
    }

    private static String bounded(List<String> lines) {
        String first = lines.stream().limit(NAMED).collect(Collectors.joining("\n"));
        return lines.size() <= NAMED ? first : first + "\n… and " + (lines.size() - NAMED) + " more";
    }

    /** By the command as well: some servers give the same id to a call of each answer. */
    private static boolean startedByOne(List<Block.ToolCall> calls, Task task) {
        return calls.stream()
                .anyMatch(call -> call.id().equals(task.command().origin())
                        && Json.object(call.input())
                                .map(fields -> fields.path("command").asString(""))
                                .filter(line -> line.isEmpty()
                                        || line.equals(task.command().line()))
                                .isPresent());
    }

    private static boolean writes(Block.ToolCall call, Toolbox tools) {
        return tools.find(call.name())
                .map(tool -> tool.access() == Tool.Access.WRITE)
                .orElse(false);
    }
}
