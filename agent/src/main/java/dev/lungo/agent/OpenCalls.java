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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gives a call that was at work when Lungo was ended its one result: what became of it, as far as anybody knows. */
final class OpenCalls {
    /** Characters of output that such a result may show. */
    private static final int TAIL = 8_000;

    private final Tasks tasks;
    private final Toolbox tools;
    private final Predicate<TaskId> told;

    /** @param told whose end the conversation tells already: no open call can have started those */
    OpenCalls(Tasks tasks, Toolbox tools, Predicate<TaskId> told) {
        this.tasks = tasks;
        this.tools = tools;
        this.told = told;
    }

    /** @param told the tasks whose end it tells */
    record Answer(Block.ToolResult result, List<TaskId> told) {}

    Answer answer(Block.ToolCall call) {
        Optional<Task> own = startedBy(call, tasks.list());
        return own.isPresent()
                ? ofTask(call, own.get())
                : new Answer(new Block.ToolResult(call.id(), withoutTask(call), true), List.of());
    }

    /** The newest: some servers give the same id to a call of each answer. */
    private Optional<Task> startedBy(Block.ToolCall call, List<Task> oldestFirst) {
        String line = Json.object(call.input())
                .map(fields -> fields.path("command").asString(""))
                .orElse("");
        return oldestFirst.reversed().stream()
                .filter(task -> task.command().origin().equals(call.id()))
                .filter(task -> line.isEmpty() || line.equals(task.command().line()))
                .filter(task -> !told.test(task.id()))
                .findFirst();
    }

    private static Answer ofTask(Block.ToolCall call, Task task) {
        return switch (task.state()) {
            case TaskState.Running _ ->
                new Answer(
                        new Block.ToolResult(
                                call.id(),
                                "Lungo was ended and started again while this call was at work. The command still runs, as"
                                        + " background task " + task.id()
                                        + "; a notice will come when it ends. Output: "
                                        + task.output().path(),
                                false),
                        List.of());
            case TaskState.End end ->
                new Answer(
                        new Block.ToolResult(
                                call.id(),
                                "Lungo was ended and started again while this call was at work. The command went on as task "
                                        + task.id() + ", and has ended: " + TaskTexts.end(task, end) + output(task),
                                !(end instanceof TaskState.Ended ended
                                        && ended.exit().success())),
                        List.of(task.id()));
        };
    }

    private static String output(Task task) {
        String left = TaskTexts.leftovers(task);
        String tail = TaskTexts.tail(task, TAIL);
        return (tail.isEmpty() ? "\n(no output)" : "\n" + tail) + (left.isEmpty() ? "" : "\n" + left);
    }

    private String withoutTask(Block.ToolCall call) {
        boolean reads = tools.find(call.name())
                .map(tool -> tool.access() == Tool.Access.READ)
                .orElse(false);
        return reads
                ? "No result: Lungo was ended (crash or kill) before this call had one. Call it again if you still need it."
                : others(call)
                        .orElse(
                                "Lungo was ended (crash or kill) while this call was at work; nobody knows whether it took"
                                        + " effect. Look before you repeat it.");
    }

    /** A fork has the call, and the session that it was forked from has the task. */
    private Optional<String> others(Block.ToolCall call) {
        return startedBy(call, tasks.onDisk())
                .map(task -> "The command was started as task " + task.id() + ", which belongs to another session than"
                        + " this one: no notice of its end comes here. Output: "
                        + task.output().path());
    }
}
