package dev.lungo.shell;

import java.util.List;

/**
 * Commands joined by {@code |} or {@code |&}; often a single one.
 *
 * @param negated whether an odd number of {@code !} stands in front
 * @param timed whether its time is taken
 */
public record Pipeline(List<ShellCommand> commands, boolean negated, boolean timed) {
    public Pipeline {
        commands = List.copyOf(commands);
    }
}
