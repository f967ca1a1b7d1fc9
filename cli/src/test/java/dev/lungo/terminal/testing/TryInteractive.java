package dev.lungo.terminal.testing;

import dev.lungo.agent.Agent;
import dev.lungo.agent.Inbox;
import dev.lungo.permission.Judge;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRules;
import dev.lungo.permission.Permissions;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.InteractiveSession;
import dev.lungo.terminal.InteractiveTerminal;
import dev.lungo.tool.Toolbox;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The interactive terminal with {@link ObedientModel}: {@code TryInteractive FOLDER ask|bypass}. */
public final class TryInteractive {
    private TryInteractive() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        var inbox = new Inbox();
        boolean colour = System.getenv("NO_COLOR") == null;
        try (var terminal = InteractiveTerminal.open(folder.resolve("history"), colour);
                var model = new ObedientModel();
                var tasks = Tasks.open(folder.resolve("tasks"), "try", inbox)) {
            var permissions = new Permissions(
                    new Judge(Workspace.of(folder, List.of()), Judge.Sandboxed.NONE)::judge,
                    args[1].equals("ask") ? PermissionMode.DEFAULT : PermissionMode.BYPASS,
                    PermissionRules.NONE,
                    Optional.of(terminal.asking(folder)),
                    Optional.empty());
            var tools = new Toolbox(
                    List.of(new ShellTool("bash", tasks, true), new ShellTool("background_run", tasks, false)));
            var agent = new Agent(new Agent.Parts(
                    inbox, model, tools, tasks, permissions, "", folder, terminal, Agent.Terms.DEFAULT));
            var left = terminal.run(new InteractiveSession(
                    agent,
                    inbox,
                    tasks,
                    model,
                    permissions,
                    () -> {},
                    "Lungo, tried out with obedient-1",
                    Optional.empty()));
            if (left == InteractiveTerminal.Leaving.TERMINAL_GONE) {
                Runtime.getRuntime().halt(129);
            }
        }
    }
}
