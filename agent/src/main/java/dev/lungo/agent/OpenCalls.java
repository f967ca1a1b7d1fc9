package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.Fingerprint;
import dev.lungo.tool.TaskTexts;
import dev.lungo.tool.Tool;
import dev.lungo.tool.Toolbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gives a call that was at work when Lungo was ended its one result: what became of it, as far as anybody knows. */
final class OpenCalls {
    /** Characters of output that such a result may show. */
    private static final int TAIL = 8_000;

    private static final String NOT_RUN =
            "Not run: Lungo was ended before this call began. Call again if it is still wanted.";
    private static final String UNKNOWN = "Lungo was ended (crash or kill) while this call was at work; nobody knows"
            + " whether it took effect. Look before you repeat it.";

    private final Tasks tasks;
    private final Toolbox tools;
    private final CallProgress progress;
    private final Predicate<TaskId> told;

    /** @param told whose end the conversation tells already: no open call can have started those */
    OpenCalls(Tasks tasks, Toolbox tools, CallProgress progress, Predicate<TaskId> told) {
        this.tasks = tasks;
        this.tools = tools;
        this.progress = progress;
        this.told = told;
    }

    /** @param told the tasks whose end it tells */
    record Answer(Block.ToolResult result, List<TaskId> told) {}

    Answer answer(Block.ToolCall call) {
        CallProgress.Finished finished = progress.finished().get(call.id());
        if (finished != null) {
            return new Answer(finished.result(), finished.told());
        }
        Optional<Task> own = startedBy(call, tasks.list());
        return own.isPresent() ? ofTask(call, own.get()) : new Answer(withoutTask(call), List.of());
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

    private Block.ToolResult withoutTask(Block.ToolCall call) {
        Tool.Access access = tools.find(call.name()).map(Tool::access).orElse(Tool.Access.COMMAND);
        FileChange change = progress.changes().get(call.id());
        if (change != null) {
            return ofChange(call, change);
        }
        Optional<String> others = others(call);
        if (others.isPresent()) {
            return error(call, others.get());
        }
        return error(
                call,
                switch (access) {
                    case READ ->
                        "No result: Lungo was ended (crash or kill) before this call had one. Call it again if you still"
                                + " need it.";
                    case COMMAND -> progress.known() && !progress.started().contains(call.id()) ? NOT_RUN : UNKNOWN;
                    // A change of a file is written down before it is made.
                    case WRITE -> progress.known() ? NOT_RUN : UNKNOWN;
                });
    }

    /** The file itself says whether it was changed. */
    private static Block.ToolResult ofChange(Block.ToolCall call, FileChange change) {
        Optional<Fingerprint> now;
        try (InputStream content = Files.newInputStream(change.file(), LinkOption.NOFOLLOW_LINKS)) {
            now = Optional.of(Fingerprint.ofCopy(content, OutputStream.nullOutputStream()));
        } catch (NoSuchFileException absent) {
            now = Optional.empty();
        } catch (IOException unreadable) {
            return error(call, UNKNOWN + " (" + unreadable + ")");
        }
        String file = TaskTexts.neutral(change.file().toString());
        if (now.equals(change.after())) {
            return new Block.ToolResult(
                    call.id(),
                    "Lungo was ended while this call was at work; it took effect: " + file
                            + " is as the call makes it.",
                    false);
        }
        return error(
                call,
                now.equals(change.before().map(FileChange.Version::content))
                        ? "Lungo was ended while this call was at work; it did not take effect: " + file
                                + " is as it was before. Call again if it is still wanted."
                        : UNKNOWN + " " + file + " is neither what it was before nor what the call makes of it.");
    }

    private static Block.ToolResult error(Block.ToolCall call, String text) {
        return new Block.ToolResult(call.id(), text, true);
    }

    /** A fork has the call, and the session that it was forked from has the task. */
    private Optional<String> others(Block.ToolCall call) {
        return startedBy(call, tasks.onDisk())
                .map(task -> "The command was started as task " + task.id() + ", which belongs to another session than"
                        + " this one: no notice of its end comes here. Output: "
                        + task.output().path());
    }
}
