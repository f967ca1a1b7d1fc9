package dev.lungo.tasks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * How an engine works where the defaults do not suit. Immutable; the {@code with…} methods answer a changed copy.
 *
 * @param patience with processes that are asked to end
 * @param orphanGrace how long tasks of {@link Lifetime#SESSION} run on when their engine died and nobody adopts them
 * @param output how much of the disk tasks may have
 * @param clock dates tasks; waiting and deadlines go by the machine's own time
 * @param steps hears of each durable step
 * @param secrets names of this JVM's variables that are for nobody else. Where there are any, then before the first process
 *     is started their values are wiped from {@code /proc/PID/environ} and kept from all commands, and this JVM is closed to
 *     other processes of its user: no look at its memory, no debugger, no core dump. {@link System#getenv()} keeps them
 */
public record TaskSettings(
        TaskLimits patience,
        Duration orphanGrace,
        OutputLimits output,
        InstantSource clock,
        DurableSteps steps,
        Set<String> secrets) {
    /** The usual patience and limits, a grace of ten minutes, the system's clock. */
    public static final TaskSettings DEFAULT = new TaskSettings(
            TaskLimits.DEFAULT,
            Duration.ofMinutes(10),
            OutputLimits.DEFAULT,
            InstantSource.system(),
            DurableSteps.NONE,
            Set.of());

    public TaskSettings {
        if (orphanGrace.isNegative()) {
            throw new IllegalArgumentException("the grace of orphans cannot be negative: " + orphanGrace);
        }
        secrets = Set.copyOf(secrets);
    }

    public TaskSettings withPatience(TaskLimits patience) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }

    public TaskSettings withOrphanGrace(Duration orphanGrace) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }

    public TaskSettings withOutput(OutputLimits output) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }

    public TaskSettings withClock(InstantSource clock) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }

    public TaskSettings withSteps(DurableSteps steps) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }

    public TaskSettings withSecrets(Set<String> secrets) {
        return new TaskSettings(patience, orphanGrace, output, clock, steps, secrets);
    }
}
