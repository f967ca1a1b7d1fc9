package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code background_run}: a task and no wait. */
final class BackgroundRunTool implements Tool {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Launcher launcher;

    BackgroundRunTool(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "background_run",
                "Starts a shell command in the background and answers at once with its task id. A notice with exit code"
                        + " and last output comes by itself when it ends: do not poll, do not add &. Of very long output"
                        + " only head and tail are kept: redirect to a file what you need whole.",
                Unconfined.offered(
                                Schema.object("command")
                                        .text("command", "")
                                        .text("description", "")
                                        .text("cwd", "")
                                        .number("deadline", "seconds until it is stopped, default 86400")
                                        .choice(
                                                "lifetime",
                                                "session (default): stopped when Lungo ends, runs on for a while after a crash;"
                                                        + " persistent: runs on until its deadline",
                                                "session",
                                                "persistent"),
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
        lifetime(input);
        deadline(input.decimal("deadline"));
        launcher.check(input);
        return Optional.empty();
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) {
        Lifetime lifetime = lifetime(input);
        Task task = launcher.start(input, context, deadline(input.decimal("deadline")), lifetime);
        return ToolOutcome.ok("Background task " + task.id() + " started: " + TaskTexts.command(task)
                + (lifetime == Lifetime.PERSISTENT
                        ? "\nIt goes on when Lungo ends, until its deadline at " + deadline(task) + "."
                        : "")
                + "\nA notice will come by itself when it ends: go on with other work, or end your turn; no need to"
                + " poll. Output: " + task.output().path());
    }

    private static Instant deadline(Task task) {
        return task.startedAt().plus(task.command().deadline()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Lifetime lifetime(ToolInput input) {
        return switch (input.optionalText("lifetime").orElse("session")) {
            case "session" -> Lifetime.SESSION;
            case "persistent" -> Lifetime.PERSISTENT;
            default ->
                throw new ToolInput.Invalid(
                        "lifetime must be session or persistent. Nothing was run; send the call again.");
        };
    }

    private static Duration deadline(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return Command.DEFAULT_DEADLINE;
        }
        if (!(seconds.getAsDouble() > 0)) {
            throw new ToolInput.Invalid("deadline must be a positive number of seconds. Nothing was run.");
        }
        double most = Math.min(seconds.getAsDouble(), (double) LONGEST.toSeconds());
        return Duration.ofMillis(Math.max(1, Math.round(most * 1000)));
    }
}
