package dev.lungo.tool;

import dev.lungo.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Lungo's own tools: files, commands and background tasks. */
public final class BuiltinTools {
    private BuiltinTools() {}

    /**
     * Makes the ten tools for one agent; cheap, nothing is looked up or started.
     *
     * @param workspace what file tools may touch and where commands start
     * @param tasks runs the commands
     * @param terms how they run
     * @param waits lets a view send a running command to the background
     * @param history keeps what files were before the tools change them
     */
    public static List<Tool> all(
            Workspace workspace, Tasks tasks, CommandTerms terms, ForegroundWaits waits, FileHistory history) {
        Sandbox sandbox = terms.sandbox();
        var seen = new Seen(tasks);
        var launcher = new Launcher(workspace, tasks, terms.secrets(), sandbox);
        var files = new AtomicFiles(history);
        var known = new KnownFiles();
        var logs = new TaskLogs(tasks);
        return Stream.of(
                        new BashTool(launcher, seen, terms.limits(), waits),
                        new BackgroundRunTool(launcher),
                        new CheckBackgroundTool(seen, sandbox, InstantSource.system()),
                        new WaitBackgroundTool(seen, waits, InstantSource.system()),
                        new StopBackgroundTool(seen),
                        new ReadFileTool(workspace, logs, known, sandbox),
                        new WriteFileTool(workspace, files, known, sandbox),
                        new EditFileTool(workspace, files, known, sandbox),
                        new GlobTool(workspace, terms.unreadable()),
                        new GrepTool(workspace, logs, sandbox, terms.unreadable()))
                .<Tool>map(FittedTool::new)
                .toList();
    }
}
