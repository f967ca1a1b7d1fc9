package dev.lungo.tool;

import dev.lungo.tasks.Command;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Starts the commands that the model asks for. Safe for any thread. */
final class Launcher {
    private final Workspace workspace;
    private final Tasks tasks;
    private final Set<String> secrets;
    private final Sandbox sandbox;

    /**
     * Starts commands in a workspace.
     *
     * @param secrets names of environment variables that no command may see, besides those of the providers
     */
    Launcher(Workspace workspace, Tasks tasks, Set<String> secrets, Sandbox sandbox) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.secrets = Set.copyOf(secrets);
        this.sandbox = sandbox;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /**
     * Looks whether the call's command may be started at all.
     *
     * @throws ToolInput.Invalid when it is refused
     */
    void check(ToolInput input) {
        line(input);
        cwd(input);
        if (Unconfined.isWanted(input)) {
            sandbox.checkLeaving();
        }
    }

    /** Whether no other command ran between this one's start and now. */
    boolean ranAlone(Task task) {
        return tasks.list().stream()
                .filter(other -> !other.id().equals(task.id()))
                .noneMatch(other -> switch (other.state()) {
                    case TaskState.Running _ -> true;
                    case TaskState.Lost _ -> false;
                    case TaskState.Ended ended -> ended.at().isAfter(task.startedAt());
                });
    }

    /**
     * Starts the call's command and tells the context.
     *
     * @throws ToolInput.Invalid when it is refused or cannot be started; nothing was run then
     */
    Task start(ToolInput input, CallContext context, Duration deadline, Lifetime lifetime) {
        String line = line(input);
        Path cwd = cwd(input);
        boolean outside = Unconfined.isWanted(input);
        Task task;
        try {
            task = tasks.start(Command.shell(line)
                    .withCwd(cwd)
                    .withWithheld(withheld())
                    .withDeadline(deadline)
                    .withLifetime(lifetime)
                    .withDescription(input.optionalText("description").orElse(""))
                    .withOrigin(context.callId())
                    .withEnvironment(environment(outside))
                    .withConfinement(sandbox.confinement(outside)));
        } catch (TaskException | IllegalArgumentException | IOException | UncheckedIOException failed) {
            throw new ToolInput.Invalid("The command was not started: " + failed.getMessage());
        }
        context.started(task);
        return task;
    }

    private Map<String, String> environment(boolean outside) {
        Map<String, String> environment = new HashMap<>(GitEnvironment.in(System.getenv()));
        if (!outside) {
            environment.putAll(sandbox.environment());
        }
        return environment;
    }

    private static String line(ToolInput input) {
        String line = input.text("command");
        if (line.isBlank()) {
            throw new ToolInput.Invalid("The command is empty. Send the call again with a shell command.");
        }
        SeatBelt.refusal(line).ifPresent(refusal -> {
            throw new ToolInput.Invalid(refusal);
        });
        return line;
    }

    private Path cwd(ToolInput input) {
        Path cwd = workspace.resolve(
                input.optionalText("cwd").filter(given -> !given.isBlank()).orElse("."));
        if (!Files.isDirectory(cwd)) {
            throw new ToolInput.Invalid("cwd " + workspace.shown(cwd) + " is not an existing folder. Nothing was run. "
                    + Similar.hint(workspace, cwd, "folder"));
        }
        return cwd;
    }

    /** The providers' variables as they are at this moment, the caller's, and what changes the meaning of a line. */
    private Set<String> withheld() {
        var names = new HashSet<>(secrets);
        // Where it is set, cd goes elsewhere than its words say, and the permissions look at those.
        names.add("CDPATH");
        for (String name : System.getenv().keySet()) {
            if (ProviderVariables.has(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
