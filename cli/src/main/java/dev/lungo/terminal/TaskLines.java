package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines about tasks. Every command is a task: {@code task_started} for each, {@code task_updated} when one goes to the
 * background or ends, {@code task_notification} when one ends that no call waited for.
 */
final class TaskLines {
    /** Names of the tools of calls at work, by call. */
    private final Map<String, String> tools = new HashMap<>();
    /** Tasks whose call is at work, by call. */
    private final Map<String, List<Task>> attended = new HashMap<>();
    /** The call that started a task. */
    private final Map<TaskId, String> origins = new HashMap<>();

    void calls(Block.ToolCall call) {
        tools.put(call.id(), call.name());
    }

    ObjectNode started(Task task, String callId) {
        attended.computeIfAbsent(callId, _ -> new ArrayList<>()).add(task);
        origins.put(task.id(), callId);
        String description = task.command().description();
        return system("task_started", task)
                .put("tool_use_id", callId)
                .put("description", description.isEmpty() ? task.command().line() : description)
                .put("task_type", "local_bash")
                .put("is_backgrounded", inBackground(callId));
    }

    /** What became of the tasks that this call waited for. */
    List<ObjectNode> callFinished(Block.ToolCall call) {
        boolean background = inBackground(call.id());
        tools.remove(call.id());
        List<Task> tasks = attended.getOrDefault(call.id(), List.of());
        attended.remove(call.id());
        return background ? List.of() : tasks.stream().map(TaskLines::afterWait).toList();
    }

    List<ObjectNode> ended(AgentEvent.TaskEnded ended) {
        Task task = ended.task();
        String status = status(ended.end());
        return List.of(
                updated(task, status),
                system("task_notification", task)
                        .put(
                                "tool_use_id",
                                origins.getOrDefault(task.id(), task.command().origin()))
                        .put("status", status)
                        .put("output_file", task.output().path().toString())
                        .put("summary", ended.summary()));
    }

    private boolean inBackground(String callId) {
        return tools.getOrDefault(callId, "").equals("background_run");
    }

    private static ObjectNode afterWait(Task task) {
        return switch (task.state()) {
            case TaskState.End end -> updated(task, status(end));
            case TaskState.Running _ -> {
                ObjectNode line = system("task_updated", task);
                line.putObject("patch").put("is_backgrounded", true);
                yield line;
            }
        };
    }

    private static ObjectNode updated(Task task, String status) {
        ObjectNode line = system("task_updated", task);
        line.putObject("patch").put("status", status);
        return line;
    }

    private static String status(TaskState.End end) {
        return switch (end) {
            case TaskState.Ended ended when ended.cause() instanceof Cause.Stopped -> "stopped";
            case TaskState.Ended ended -> ended.exit().success() ? "completed" : "failed";
            case TaskState.Lost _ -> "failed";
        };
    }

    private static ObjectNode system(String subtype, Task task) {
        return Json.object()
                .put("type", "system")
                .put("subtype", subtype)
                .put("task_id", task.id().value());
    }
}
