package dev.lungo.shell;

import java.util.List;

/**
 * Commands joined by {@code |} or {@code |&}; often a single one.
 *
 * @param negated whether an odd number of {@code !} stands in front
 * @param timed whether its time is taken
 * @param errors whether a {@code |&} joins two of them: errors get into the pipe, too
 */
public record Pipeline(List<ShellCommand> commands, boolean negated, boolean timed, boolean errors) {
    public Pipeline {
        commands = List.copyOf(commands);
    }
}
