package dev.lungo.permission;

import java.util.Optional;

/**
 * A rule about calls, written {@code Tool} or {@code Tool(specifier)}.
 *
 * @param tool a name of a tool, as written
 * @param specifier which calls of it; empty for all
 */
public record PermissionRule(String tool, Optional<String> specifier, Source source) {
    /** Where a rule is written. */
    public enum Source {
        FLAG("the command line"),
        SESSION("this session"),
        LOCAL("local settings"),
        PROJECT("project settings"),
        USER("user settings");

        private final String place;

        Source(String place) {
            this.place = place;
        }

        /** For people: where to look for the rule. */
        public String place() {
            return place;
        }
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException with what is wrong and how rules are written
     */
    public static PermissionRule parse(String text, Source source) {
        String stripped = text.strip();
        int open = stripped.indexOf('(');
        String tool = (open < 0 ? stripped : stripped.substring(0, open)).strip();
        if (!ToolNames.known(tool)) {
            throw new IllegalArgumentException("the rule '" + text + "' names no tool: '" + tool + "'. "
                    + ToolNames.nearest(tool)
                            .map(name -> "Did you mean " + name + "? ")
                            .orElse("")
                    + "Tools are " + String.join(", ", ToolNames.all()));
        }
        if (open < 0) {
            return new PermissionRule(tool, Optional.empty(), source);
        }
        if (!stripped.endsWith(")")) {
            throw new IllegalArgumentException("the rule '" + text + "' has no closing parenthesis: Tool(specifier)");
        }
        String specifier = stripped.substring(open + 1, stripped.length() - 1).strip();
        if (specifier.isEmpty()) {
            throw new IllegalArgumentException(
                    "the rule '" + text + "' has nothing in its parentheses; " + tool + " alone covers every call");
        }
        switch (ToolNames.kind(tool)) {
            case COMMAND -> CommandPattern.parse(specifier);
            case READ, WRITE -> FilePattern.parse(specifier);
            case NOTHING ->
                throw new IllegalArgumentException(
                        "the rule '" + text + "' has a specifier, but calls of " + tool + " have none: " + tool);
        }
        return new PermissionRule(tool, specifier.equals("*") ? Optional.empty() : Optional.of(specifier), source);
    }

    /** As it is written. */
    public String text() {
        return tool + specifier.map(inside -> "(" + inside + ")").orElse("");
    }

    /** Whether it says something about calls of a tool. */
    public boolean covers(String calledTool) {
        return ToolNames.covered(tool).contains(calledTool);
    }

    ToolNames.Kind kind() {
        return ToolNames.kind(tool);
    }

    /** For people: the rule and where it is written. */
    String shown() {
        return text() + " of " + source.place();
    }
}
