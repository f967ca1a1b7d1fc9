package dev.lungo.permission;

import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.nio.file.Path;
import java.util.Map;

/** Judges calls by mode and rules. Immutable and safe for any thread; asks nobody. */
public final class Judge {
    private final FileJudge files;
    private final CommandJudge commands;

    /**
     * One for a workspace.
     *
     * @param confinedCommandsMayRun whether commands run in a sandbox, and need no asking for what it confines
     */
    public Judge(Workspace workspace, boolean confinedCommandsMayRun) {
        this(workspace, confinedCommandsMayRun, Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** With another home folder and environment than the process's. */
    Judge(Workspace workspace, boolean confinedCommandsMayRun, Path home, Map<String, String> environment) {
        this.files = new FileJudge(workspace, home);
        this.commands = new CommandJudge(workspace, confinedCommandsMayRun, home, environment);
    }

    public Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        return switch (tool.access()) {
            case READ, WRITE -> files.judge(mode, rules, tool, input);
            case COMMAND -> commands.judge(mode, rules, tool, input);
        };
    }
}
