package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.Tasks;
import dev.lungo.testing.RecordedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** All tools on a temporary folder, called with JSON as a model would. */
final class ToolBench implements AutoCloseable {
    /** Stands for a credential: a variable that the build sets in any case. */
    static final String SECRET = "JAVA_HOME";

    final Path folder;
    final Tasks tasks;
    final ForegroundWaits waits = new ForegroundWaits();
    private final Set<TaskId> told = new HashSet<>();
    private final Toolbox tools;

    ToolBench(Path temp) throws IOException {
        this(temp, BashLimits.DEFAULT);
    }

    ToolBench(Path temp, BashLimits limits) throws IOException {
        this(temp, limits, "");
    }

    ToolBench(Path temp, BashLimits limits, String session) throws IOException {
        this(temp, temp.resolve("work"), limits, session, _ -> Sandbox.OFF);
    }

    /** @param sandbox for the workspace */
    ToolBench(Path temp, Path folder, Function<Workspace, Sandbox> sandbox) throws IOException {
        this(temp, folder, BashLimits.DEFAULT, "", sandbox);
    }

    private ToolBench(Path temp, Path work, BashLimits limits, String session, Function<Workspace, Sandbox> sandbox)
            throws IOException {
        folder = Files.createDirectories(work).toRealPath();
        tasks = Tasks.open(temp.resolve("state"), session, (_, _) -> {});
        Workspace workspace = Workspace.of(folder, List.of());
        tools = new Toolbox(BuiltinTools.all(
                workspace,
                tasks,
                new CommandTerms(limits, Set.of(SECRET), sandbox.apply(workspace), path -> path.endsWith("unread.txt")),
                waits,
                FileHistory.NONE));
    }

    ToolSpec spec(String tool) {
        return tools.find(tool).orElseThrow().spec();
    }

    ToolOutcome call(String tool, Map<String, ?> input) throws InterruptedException {
        return call(tool, input, new RecordedCall(told));
    }

    /** As the loop does when a notice or a result went out. */
    void tell(TaskId id) {
        told.add(id);
    }

    /** As the loop does it: input that does not fit becomes an error result. */
    ToolOutcome call(String tool, Map<String, ?> input, CallContext context) throws InterruptedException {
        try {
            ToolOutcome outcome = tools.find(tool)
                    .orElseThrow()
                    .run(ToolInput.parse(new JsonMapper().writeValueAsString(input)), context);
            outcome.told().forEach(this::tell);
            return outcome;
        } catch (ToolInput.Invalid invalid) {
            return ToolOutcome.error(String.valueOf(invalid.getMessage()));
        }
    }

    /** What the call is refused with before anybody is asked. */
    Optional<ToolOutcome> refusal(String tool, Map<String, ?> input) {
        try {
            return tools.find(tool).orElseThrow().refusal(ToolInput.parse(new JsonMapper().writeValueAsString(input)));
        } catch (ToolInput.Invalid invalid) {
            return Optional.of(ToolOutcome.error(String.valueOf(invalid.getMessage())));
        }
    }

    ToolOutcome bash(String command) throws InterruptedException {
        return call("bash", Map.of("command", command));
    }

    /** Starts a command in the background and answers its id. */
    String background(String command) throws InterruptedException {
        var context = new RecordedCall();
        call("background_run", Map.of("command", command), context);
        return context.awaitTask().id().value();
    }

    void awaitEnd(String id) throws InterruptedException {
        var _ = tasks.find(new TaskId(id)).orElseThrow().await(Duration.ofMinutes(1));
    }

    Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }

    /** Runs a helper such as mkfifo outside of the engine. */
    static void shell(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("failed: " + command);
        }
    }

    @Override
    public void close() {
        tasks.close();
    }
}
