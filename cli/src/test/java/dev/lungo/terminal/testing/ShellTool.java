package dev.lungo.terminal.testing;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Runs a command as a task, and waits for it or not. */
record ShellTool(String name, Tasks tasks, boolean waits) implements Tool {
    @Override
    public ToolSpec spec() {
        return new ToolSpec(name, "", "{}");
    }

    @Override
    public Access access() {
        return Access.COMMAND;
    }

    @Override
    public String summary(ToolInput input) {
        return input.optionalText("command").orElse("?");
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        Task task = tasks.start(Command.shell(input.text("command")).withOrigin(context.callId()));
        context.started(task);
        if (!waits) {
            return ToolOutcome.ok("Background task ID started: " + task.id());
        }
        TaskState state = task.await(Duration.ofMinutes(2));
        String output = new String(task.output().tail(10_000).bytes(), StandardCharsets.UTF_8);
        return state instanceof TaskState.Ended ended
                ? ToolOutcome.ok(ended.exit() + "\n" + output, List.of(task.id()))
                : ToolOutcome.ok("still running: " + task.id());
    }
}
