package dev.lungo.tasks;

import java.time.Duration;

/**
 * How much of the disk tasks may have.
 *
 * @param perTask bytes of one task's output; what is kept when it writes more is its head and its tail
 * @param perProject bytes of the output of all tasks in one folder; the oldest ended ones give first
 * @param age how long the folder of a task that ended, and whose end was acknowledged, is kept
 * @param count how many such folders are kept, the newest
 * @param untoldAge how long the folder of a task that ended is kept for somebody who has yet to hear of it; not while a
 *     living engine looks after it, and no less than {@code age}
 */
public record OutputLimits(long perTask, long perProject, Duration age, int count, Duration untoldAge) {
    /** 256 MiB a task, 2 GiB a project, 7 days, 1,000 folders, 30 days. */
    public static final OutputLimits DEFAULT =
            new OutputLimits(256L << 20, 2L << 30, Duration.ofDays(7), 1_000, Duration.ofDays(30));

    private static final long LEAST = 1 << 20;

    public OutputLimits {
        if (perTask < LEAST || perProject < perTask) {
            throw new IllegalArgumentException("a task needs an allowance of at least " + LEAST
                    + " bytes and a project no less than a task, not " + perTask + " and " + perProject);
        }
        if (age.isNegative() || count < 0) {
            throw new IllegalArgumentException("cannot keep " + count + " tasks for " + age);
        }
        if (untoldAge.compareTo(age) < 0) {
            throw new IllegalArgumentException(
                    "what nobody heard of is kept for " + age + " at least, not " + untoldAge);
        }
    }

    public OutputLimits withPerTask(long perTask) {
        return new OutputLimits(perTask, Math.max(perTask, perProject), age, count, untoldAge);
    }

    public OutputLimits withPerProject(long perProject) {
        return new OutputLimits(perTask, perProject, age, count, untoldAge);
    }

    public OutputLimits withRetention(Duration age, int count) {
        return new OutputLimits(perTask, perProject, age, count, age.compareTo(untoldAge) > 0 ? age : untoldAge);
    }

    public OutputLimits withUntoldAge(Duration untoldAge) {
        return new OutputLimits(perTask, perProject, age, count, untoldAge);
    }
}
