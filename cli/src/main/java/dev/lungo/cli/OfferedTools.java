package dev.lungo.cli;

import dev.lungo.permission.PermissionRule;
import dev.lungo.tool.Tool;
import dev.lungo.tool.Toolbox;
import java.util.List;

/** Keeps tools from the model. */
final class OfferedTools {
    private OfferedTools() {}

    /** The tools that no rule denies as a whole. */
    static Toolbox without(List<Tool> tools, List<PermissionRule> denied) {
        return new Toolbox(tools.stream()
                .filter(tool -> denied.stream()
                        .noneMatch(rule -> rule.specifier().isEmpty()
                                && rule.covers(tool.spec().name())))
                .toList());
    }
}
