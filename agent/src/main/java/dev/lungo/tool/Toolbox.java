package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.util.List;
import java.util.Optional;

/** The tools of an agent, sorted by name so that the prompt's prefix is stable. */
public final class Toolbox {
    private final List<Tool> tools;

    public Toolbox(List<Tool> tools) {
        this.tools = tools.stream()
                .sorted((one, other) -> one.spec().name().compareTo(other.spec().name()))
                .toList();
    }

    public List<ToolSpec> specs() {
        return tools.stream().map(Tool::spec).toList();
    }

    public Optional<Tool> find(String name) {
        return tools.stream().filter(tool -> tool.spec().name().equals(name)).findFirst();
    }

    /** The conversation goes on with another past. */
    public void forget() {
        tools.forEach(Tool::forget);
    }

    public List<String> names() {
        return tools.stream().map(tool -> tool.spec().name()).toList();
    }
}
