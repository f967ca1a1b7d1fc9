package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the calls that run a command. */
final class CommandJudge {
    private final boolean confinedCommandsMayRun;

    CommandJudge(Workspace workspace, boolean confinedCommandsMayRun, Path home, Map<String, String> environment) {
        this.confinedCommandsMayRun = confinedCommandsMayRun;
    }

    Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        String name = tool.spec().name();
        var ruled = new Ruled(mode, name);
        Optional<PermissionRule> denied = covering(rules.deny(), name);
        if (denied.isPresent()) {
            return ruled.denied(denied.get());
        }
        Optional<PermissionRule> asked = covering(rules.ask(), name);
        if (asked.isPresent()) {
            return ruled.asked(asked.get());
        }
        if (mode == PermissionMode.BYPASS) {
            return ruled.bypassed();
        }
        if (mode == PermissionMode.PLAN) {
            return ruled.notInPlan();
        }
        if (confinedCommandsMayRun) {
            return new Verdict.Allowed(new Grounds(Grounds.By.SANDBOX, "confined by the sandbox"));
        }
        Optional<PermissionRule> allowed = covering(rules.allow(), name);
        return allowed.isPresent() ? ruled.allowed(allowed.get()) : ruled.ask("no rule allows it", List.of());
    }

    private static Optional<PermissionRule> covering(List<PermissionRule> rules, String tool) {
        return rules.stream()
                .filter(rule -> rule.covers(tool) && rule.specifier().isEmpty())
                .findFirst();
    }
}
