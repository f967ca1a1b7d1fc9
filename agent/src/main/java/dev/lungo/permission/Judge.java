package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.util.List;

/** Judges calls by mode and rules. Immutable and safe for any thread; asks nobody. */
public final class Judge {
    private final Workspace workspace;
    private final boolean confinedCommandsMayRun;

    /**
     * One for a workspace.
     *
     * @param confinedCommandsMayRun whether commands run in a sandbox, and need no asking for what it confines
     */
    public Judge(Workspace workspace, boolean confinedCommandsMayRun) {
        this.workspace = workspace;
        this.confinedCommandsMayRun = confinedCommandsMayRun;
    }

    public Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        if (tool.access() == Tool.Access.READ) {
            return new Verdict.Allowed(new Grounds(Grounds.By.READ, "only reads"));
        }
        if (confinedCommandsMayRun && tool.access() == Tool.Access.COMMAND) {
            return new Verdict.Allowed(new Grounds(Grounds.By.SANDBOX, "confined to " + workspace.folder()));
        }
        return new Verdict.Ask(tool.spec().name() + " in mode " + mode.spelling(), List.of());
    }
}
