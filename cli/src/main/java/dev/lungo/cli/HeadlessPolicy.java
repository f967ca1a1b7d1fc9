package dev.lungo.cli;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.util.Set;

/**
 * Where nobody can be asked, what would ask is denied.
 *
 * @param allowed names of tools that need no asking
 */
record HeadlessPolicy(Set<String> allowed) implements PermissionPolicy {
    @Override
    public Decision decide(Tool tool, ToolInput input, String callId) {
        String name = tool.spec().name();
        if (allowed.contains(name)) {
            return new Decision.Allowed(new Grounds(Grounds.By.RULE, "--allowedTools " + name));
        }
        return switch (tool.access()) {
            case READ -> new Decision.Allowed(new Grounds(Grounds.By.READ, "only reads"));
            case COMMAND -> denied(name, "runs a command");
            case WRITE -> denied(name, "changes a file");
        };
    }

    private static Decision denied(String name, String what) {
        return new Decision.Denied(
                name + " was not run: it " + what + ", which needs the user's permission, and this run"
                        + " has no terminal to ask at. Do not try it another way. Do what can be done without it and say at the"
                        + " end what is missing; the user can run Lungo again with --allowedTools " + name
                        + " or with --permission-mode bypassPermissions.",
                new Grounds(Grounds.By.NOBODY, "it " + what));
    }
}
