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
     * @param sandboxed what a sandbox means for commands
     */
    public Judge(Workspace workspace, Sandboxed sandboxed) {
        this(workspace, sandboxed, Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** With another home folder and environment than the process's. */
    Judge(Workspace workspace, Sandboxed sandboxed, Path home, Map<String, String> environment) {
        this.files = new FileJudge(workspace, home, sandboxed.suffices());
        this.commands = new CommandJudge(workspace, sandboxed, home, environment);
    }

    /**
     * What a sandbox means for commands.
     *
     * @param suffices whether they run in one, and need no asking for what it confines
     * @param closed whether they run in one that no call may leave, whoever would allow it
     */
    public record Sandboxed(boolean suffices, boolean closed) {
        public static final Sandboxed NONE = new Sandboxed(false, false);
    }

    public Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        return switch (tool.access()) {
            case READ, WRITE -> files.judge(mode, rules, tool, input);
            case COMMAND -> commands.judge(mode, rules, tool, input);
        };
    }
}
