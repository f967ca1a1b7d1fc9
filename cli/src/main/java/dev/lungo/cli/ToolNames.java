package dev.lungo.cli;

import dev.lungo.terminal.Nearest;
import dev.lungo.tool.Tool;
import dev.lungo.tool.Toolbox;
import java.util.List;

/** Checks names of tools that the user typed. */
final class ToolNames {
    private ToolNames() {}

    /** The tools that are not named. */
    static Toolbox without(List<Tool> tools, List<String> names) {
        check(
                Flag.DISALLOWED_TOOLS,
                names,
                tools.stream().map(tool -> tool.spec().name()).toList());
        return new Toolbox(tools.stream()
                .filter(tool -> !names.contains(tool.spec().name()))
                .toList());
    }

    static void check(Flag flag, List<String> typed, List<String> known) {
        for (String name : typed) {
            if (!known.contains(name)) {
                throw new UsageException(flag.spelling() + ": there is no tool '" + name + "'"
                        + Nearest.to(name, known)
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(".")
                        + " The tools are " + String.join(", ", known) + ".");
            }
        }
    }
}
