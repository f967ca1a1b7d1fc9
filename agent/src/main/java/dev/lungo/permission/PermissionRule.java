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
        FLAG,
        SESSION,
        LOCAL,
        PROJECT,
        USER
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException with what is wrong and how rules are written
     */
    public static PermissionRule parse(String text, Source source) {
        String stripped = text.strip();
        int open = stripped.indexOf('(');
        if (open < 0) {
            return new PermissionRule(stripped, Optional.empty(), source);
        }
        if (!stripped.endsWith(")")) {
            throw new IllegalArgumentException("the rule '" + text + "' has no closing parenthesis: Tool(specifier)");
        }
        return new PermissionRule(
                stripped.substring(0, open), Optional.of(stripped.substring(open + 1, stripped.length() - 1)), source);
    }

    /** As it is written. */
    public String text() {
        return tool + specifier.map(inside -> "(" + inside + ")").orElse("");
    }
}
