package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import java.util.List;
import java.util.Optional;

/** What is found out about one part of a command line. */
sealed interface Finding {
    /** It may run. */
    record Fine(Grounds.By by, String why) implements Finding {
        static final Fine READS = new Fine(Grounds.By.KNOWN, "changes nothing");
    }

    /** Whether it may run because a rule says so. */
    default boolean isByRule() {
        return this instanceof Fine(var by, var _) && by == Grounds.By.RULE;
    }

    /** Whether something may run, and not only because a rule says so. */
    static boolean byTable(List<Finding> findings) {
        return findings.stream().noneMatch(Doubt.class::isInstance)
                && !findings.stream().allMatch(Finding::isByRule);
    }

    /** For what is not plain to see no table speaks. */
    static List<Finding> unless(List<Finding> findings, Call call, Optional<String> notPlain) {
        return notPlain.isPresent() && byTable(findings) ? List.of(Doubt.of(call, notPlain.get())) : findings;
    }

    /**
     * It has to be asked about.
     *
     * @param part as it stands in the line
     * @param why said of the part, such as {@code it deletes}
     * @param onlyReads whether it changes nothing, wherever it reads
     * @param rules that would allow it; empty where none should
     */
    record Doubt(String part, String why, boolean onlyReads, List<String> rules) implements Finding {
        public Doubt {
            rules = List.copyOf(rules);
        }

        static Doubt of(Call call, String why) {
            return new Doubt(call.shown(), why, false, List.of());
        }

        static Doubt reading(Call call, String why) {
            return new Doubt(call.shown(), why, true, List.of());
        }
    }
}
