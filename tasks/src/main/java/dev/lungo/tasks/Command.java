package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to run: a command line for the shell and the terms of its task. Immutable; the {@code with…} methods answer a
 * changed copy.
 *
 * @param line handed to {@code bash -c} ({@code sh -c} where there is no bash), unchanged
 * @param cwd the folder it starts in; made absolute
 * @param environment set on top of the inherited environment, except for names that begin with {@code LUNGO_}
 * @param withheld names of inherited variables that the command must not see
 * @param deadline after which the task is stopped, counted from its start; at least a millisecond, at most ten years
 * @param description a few words for people, or empty
 * @param lifetime whether it may outlive the engine
 * @param origin what asked for it, such as the id of a tool call, or empty; written to the task's folder
 * @param confinement what it may reach; everything that this JVM's user may where there is none
 */
public record Command(
        String line,
        Path cwd,
        Map<String, String> environment,
        Set<String> withheld,
        Duration deadline,
        Lifetime lifetime,
        String description,
        String origin,
        Optional<Confinement> confinement) {
    /** No task is without an end: the deadline where none was asked for. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofHours(24);

    private static final Duration LONGEST_DEADLINE = Duration.ofDays(3650);

    public Command {
        if (line.isBlank()) {
            throw new IllegalArgumentException("the command is empty");
        }
        if (line.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the command contains a NUL character, which no shell can run");
        }
        if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("the deadline must be at least a millisecond, not " + deadline);
        }
        deadline = deadline.compareTo(LONGEST_DEADLINE) < 0 ? deadline : LONGEST_DEADLINE;
        cwd = cwd.toAbsolutePath();
        environment = Map.copyOf(environment);
        for (var name : environment.keySet()) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("no environment variable can be called '" + name + "'");
            }
        }
        withheld = Set.copyOf(withheld);
    }

    /** A command for the shell, in the working folder of this JVM, with the default deadline. */
    public static Command shell(String line) {
        return new Command(
                line,
                Path.of("").toAbsolutePath(),
                Map.of(),
                Set.of(),
                DEFAULT_DEADLINE,
                Lifetime.SESSION,
                "",
                "",
                Optional.empty());
    }

    public Command withCwd(Path cwd) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withEnvironment(Map<String, String> environment) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withWithheld(Set<String> withheld) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withDeadline(Duration deadline) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withLifetime(Lifetime lifetime) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withDescription(String description) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    public Command withOrigin(String origin) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }

    /** It is started within these limits or not at all. */
    public Command withConfinement(Optional<Confinement> confinement) {
        return new Command(line, cwd, environment, withheld, deadline, lifetime, description, origin, confinement);
    }
}
