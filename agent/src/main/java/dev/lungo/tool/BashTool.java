package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code bash}: a task and a wait for its end; past the limit the wait ends and the task goes on. */
final class BashTool implements Tool {
    private final Launcher launcher;
    private final Seen seen;
    private final BashLimits limits;
    private final ForegroundWaits waits;

    BashTool(Launcher launcher, Seen seen, BashLimits limits, ForegroundWaits waits) {
        this.launcher = launcher;
        this.seen = seen;
        this.limits = limits;
        this.waits = waits;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "bash",
                "Runs a shell command and answers with its output (stdout and stderr). Each call starts anew in the"
                        + " working folder: cd and variables do not carry over. Calls in one message run side by side;"
                        + " write_file and edit_file keep their place between them. What depends on a command's effect"
                        + " belongs in the same command (&&) or the next message. Do not pipe into tail or head: the"
                        + " exit code would be theirs, and long output is cut for you. stdin is closed. A command that"
                        + " outlasts the timeout goes on in the background. For servers and long builds use"
                        + " background_run.",
                Unconfined.offered(
                                Schema.object("command")
                                        .text("command", "")
                                        .number(
                                                "timeout",
                                                "seconds to wait, default "
                                                        + limits.defaultTimeout()
                                                                .toSeconds() + ", at most "
                                                        + limits.maxTimeout().toSeconds())
                                        .text("description", "a few words for the user")
                                        .text("cwd", "folder to run in"),
                                launcher.sandbox())
                        .json());
    }

    @Override
    public Access access() {
        return Access.COMMAND;
    }

    @Override
    public String summary(ToolInput input) {
        return Summary.of(input, "command");
    }

    @Override
    public Optional<ToolOutcome> refusal(ToolInput input) {
        wait(input);
        launcher.check(input);
        return Optional.empty();
    }

    private WaitLimit wait(ToolInput input) {
        return WaitLimit.of(input.decimal("timeout"), limits.defaultTimeout(), limits.maxTimeout());
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        WaitLimit wait = wait(input);
        Task task = launcher.start(input, context, Command.DEFAULT_DEADLINE, Lifetime.SESSION);
        seen.foreground(task);
        EndWait.Over over;
        try {
            over = EndWait.await(List.of(task), 1, wait.limit(), waits);
        } catch (InterruptedException userWantsAnEnd) {
            return new Interrupted(task).outcome(output(task));
        }
        return task.state() instanceof TaskState.End end ? ended(task, end, wait) : goesOn(task, over, wait);
    }

    private ToolOutcome ended(Task task, TaskState.End end, WaitLimit wait) {
        var text = new StringBuilder();
        String output = output(task);
        boolean plain = end instanceof TaskState.Ended ended && ended.exit().success();
        if (!plain || output.isEmpty()) {
            text.append(plain ? "(no output)" : status(task, end)).append('\n');
        }
        text.append(output);
        String leftovers = TaskTexts.leftovers(task);
        if (!leftovers.isEmpty()) {
            text.append(output.endsWith("\n") ? "" : "\n")
                    .append("[The command ended, but ")
                    .append(leftovers)
                    .append("; for what should go on, use background_run]");
        }
        String took = TaskTexts.took(end);
        String note = wait.note().isEmpty() ? "" : "[" + wait.note() + "]";
        String shells = plain && ExitTexts.isShells(task.command().line()) ? "[" + ExitTexts.SHELLS + "]" : "";
        for (String line : List.of(shells, took, note, sandbox(task, end))) {
            if (!line.isEmpty()) {
                text.append(text.charAt(text.length() - 1) == '\n' ? "" : "\n").append(line);
            }
        }
        return new ToolOutcome(text.toString().stripTrailing(), isError(task, end), List.of(task.id()));
    }

    /** What the sandbox has to do with it, as far as one can tell. */
    private String sandbox(Task task, TaskState.End end) {
        if (task.command().confinement().isEmpty()) {
            return "";
        }
        Instant begin = task.startedAt().minusMillis(1);
        boolean alone = launcher.ranAlone(task);
        String output = OutputView.tail(task.output(), limits.maxOutput()).text();
        // What was refused to a command beside this one is told with that one, as far as output tells them apart.
        List<Denial> denied = launcher.sandbox().denied(begin, Instant.now()).stream()
                .filter(denial -> alone || output.contains(denial.name()))
                .toList();
        String refused = SandboxSigns.refused(denied, alone);
        String guess = refused.isEmpty()
                ? SandboxSigns.suspicion(task, end)
                        .map(why -> why + advice(task, why))
                        .orElse("")
                : refused;
        return Stream.of(guess, SandboxSigns.changes(task, alone))
                .filter(text -> !text.isEmpty())
                .map(text -> "[" + text + "]")
                .collect(Collectors.joining("\n"));
    }

    private String advice(Task task, String why) {
        if (SandboxSigns.isTemporary(task)) {
            return ". Temporary files belong in $TMPDIR, not /tmp (Java: -Djava.io.tmpdir=$TMPDIR)";
        }
        if (SandboxSigns.wasNotMade(task)) {
            return ". Something was taken away in that moment: call it again";
        }
        return ". "
                + new SandboxAdvice(
                                task.command().confinement().orElseThrow(),
                                launcher.sandbox().mayBeLeft())
                        .about(why);
    }

    private static String status(Task task, TaskState.End end) {
        return "[" + TaskTexts.status(task, end) + "]";
    }

    private static boolean isError(Task task, TaskState.End end) {
        return switch (end) {
            case TaskState.Lost _ -> true;
            case TaskState.Ended ended ->
                !ended.exit().success()
                        && ExitTexts.answer(task.command().line(), ended.exit()).isEmpty();
        };
    }

    private ToolOutcome goesOn(Task task, EndWait.Over over, WaitLimit wait) {
        long size = OutputView.size(task.output());
        long shown = OutputView.wholeCharacters(task.output(), 0, size);
        seen.background(task, shown);
        String why = switch (over) {
            case SENT_TO_BACKGROUND -> "The user sent the command to the background";
            case TIME_PASSED, ENOUGH_ENDED ->
                "The command still runs after " + Facts.limit(wait.limit())
                        + (wait.note().isEmpty() ? "" : " (" + wait.note() + ")");
        };
        String output = OutputView.between(task, 0, shown, limits.maxOutput());
        return ToolOutcome.ok(why + ": it goes on as background task " + task.id()
                + ". A notice will come by itself when it ends: go on with other work, do not poll. stop_background "
                + task.id() + " ends it.\n"
                + (output.isEmpty()
                        ? "It has printed nothing so far."
                        : "Output so far (" + TaskTexts.whereabouts(task) + "):\n" + output));
    }

    private String output(Task task) {
        String text = OutputView.between(task, 0, OutputView.size(task.output()), limits.maxOutput());
        String loss = OutputView.loss(task.output());
        return loss.isEmpty() ? text : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + loss;
    }
}
