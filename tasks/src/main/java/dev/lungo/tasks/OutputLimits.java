package dev.lungo.tasks;

import java.time.Duration;

/**
 * How much of the disk tasks may have.
 *
 * @param perTask bytes of one task's output; what is kept when it writes more is its head and its tail
 * @param perProject bytes of the output of all tasks in one folder; the oldest ended ones give first
 * @param age how long the folder of a task that ended, and whose end was acknowledged, is kept
 * @param count how many such folders are kept, the newest
 */
public record OutputLimits(long perTask, long perProject, Duration age, int count) {
    /** 256 MiB a task, 2 GiB a project, 7 days, 1,000 folders. */
    public static final OutputLimits DEFAULT = new OutputLimits(256L << 20, 2L << 30, Duration.ofDays(7), 1_000);

    private static final long LEAST = 1 << 20;

    public OutputLimits {
        if (perTask < LEAST || perProject < perTask) {
            throw new IllegalArgumentException("a task needs an allowance of at least " + LEAST
                    + " bytes and a project no less than a task, not " + perTask + " and " + perProject);
        }
        if (age.isNegative() || count < 0) {
            throw new IllegalArgumentException("cannot keep " + count + " tasks for " + age);
        }
    }

    public OutputLimits withPerTask(long perTask) {
        return new OutputLimits(perTask, Math.max(perTask, perProject), age, count);
    }

    public OutputLimits withPerProject(long perProject) {
        return new OutputLimits(perTask, perProject, age, count);
    }

    public OutputLimits withRetention(Duration age, int count) {
        return new OutputLimits(perTask, perProject, age, count);
    }
}
