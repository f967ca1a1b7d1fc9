package dev.lungo.tasks;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What all logs of a project may take together. When they take more, the middles of ended tasks' logs go, the oldest
 * first, then those of running ones, until an eighth of the allowance is free again. Tasks of other machines are left
 * alone: nobody here knows who writes there.
 *
 * @param closing whether it should stop as soon as it can
 */
record ProjectAllowance(ProjectFolder project, Machine here, long bytes, BooleanSupplier closing) {
    /** How much a task's log takes. */
    private record Weight(TaskFolder folder, long kept) {}

    /** A candidate, the first to give first. */
    private record Candidate(Weight log, boolean runs, Instant created) {
        static final Comparator<Candidate> TURN =
                Comparator.comparing(Candidate::runs).thenComparing(Candidate::created);
    }

    /** Frees what has to be freed; answers how many bytes of logs are kept now. */
    long enforce() {
        var logs = new ArrayList<Weight>();
        for (var folder : project.all()) {
            if (closing.getAsBoolean()) {
                break;
            }
            try {
                logs.add(new Weight(folder, new LogMiddle(folder).kept()));
            } catch (IOException gone) {
                // Removed or locked away since it was listed: it counts nothing.
                Log.warning("cannot tell what the log in " + folder.path() + " takes: " + gone);
            }
        }
        var sum = logs.stream().mapToLong(Weight::kept).sum();
        if (sum <= bytes) {
            return sum;
        }
        for (var candidate : candidates(logs)) {
            if (sum <= bytes - bytes / 8 || closing.getAsBoolean()) {
                return sum;
            }
            sum -= squeeze(candidate.log());
        }
        return sum;
    }

    private List<Candidate> candidates(List<Weight> logs) {
        var candidates = new ArrayList<Candidate>();
        for (var log : logs) {
            if (log.kept() > KeepRule.SQUEEZED.limit()) {
                try {
                    var facts = log.folder().facts();
                    if (here.sees(facts.machine())) {
                        candidates.add(new Candidate(
                                log, log.folder().recordedEnd(facts).isEmpty(), facts.created()));
                    }
                } catch (TaskException unknown) {
                    Log.warning("its log is left as it is: " + unknown.getMessage());
                }
            }
        }
        candidates.sort(Candidate.TURN);
        return candidates;
    }

    /** Answers how many bytes went. */
    private static long squeeze(Weight log) {
        try {
            var middle = new LogMiddle(log.folder());
            var _ = middle.free(KeepRule.SQUEEZED);
            return log.kept() - middle.kept();
        } catch (IOException | TaskException e) {
            Log.warning("cannot free the middle of " + log.folder().log(), e);
            return 0;
        }
    }
}
