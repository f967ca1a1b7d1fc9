package dev.lungo.cli;

import dev.lungo.tasks.Tasks;
import dev.lungo.tool.Tool;
import java.util.List;

/** The built-in tools. */
final class Tooling {
    private Tooling() {}

    static List<Tool> tools(Setup setup, Tasks tasks) {
        return List.of();
    }
}
