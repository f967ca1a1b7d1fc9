package dev.lungo.tool;

import dev.lungo.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lungo's own tools: files, commands and background tasks. */
public final class BuiltinTools {
    private BuiltinTools() {}

    /**
     * Makes the ten tools for one agent; cheap, nothing is looked up or started.
     *
     * @param workspace what file tools may touch and where commands start
     * @param tasks runs the commands
     * @param waits lets a view send a running command to the background
     * @param secrets names of environment variables that no command may see; those that begin with {@code ANTHROPIC_} or
     *     {@code OPENAI_} are withheld in any case
     * @param history keeps what files were before the tools change them
     */
    public static List<Tool> all(
            Workspace workspace,
            Tasks tasks,
            BashLimits limits,
            ForegroundWaits waits,
            Set<String> secrets,
            FileHistory history) {
        var seen = new Seen(tasks);
        var launcher = new Launcher(workspace, tasks, secrets);
        var files = new AtomicFiles(history);
        var known = new KnownFiles();
        var logs = new TaskLogs(tasks);
        return Stream.of(
                        new BashTool(launcher, seen, limits, waits),
                        new BackgroundRunTool(launcher),
                        new CheckBackgroundTool(seen, InstantSource.system()),
                        new WaitBackgroundTool(seen, waits, InstantSource.system()),
                        new StopBackgroundTool(seen),
                        new ReadFileTool(workspace, logs, known),
                        new WriteFileTool(workspace, files, known),
                        new EditFileTool(workspace, files, known),
                        new GlobTool(workspace),
                        new GrepTool(workspace, logs))
                .<Tool>map(FittedTool::new)
                .toList();
    }
}
