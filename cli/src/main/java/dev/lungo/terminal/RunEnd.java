package dev.lungo.terminal;

import dev.lungo.model.Usage;
import java.time.Duration;

/**
 * What came of a headless run.
 *
 * @param text the answer, or what went wrong
 * @param took wall time
 * @param usage of all requests
 * @param cost in US dollars; 0 where nobody knows
 */
public record RunEnd(Outcome outcome, String text, Duration took, Usage usage, double cost) {
    /** How a run ended. */
    public enum Outcome {
        SUCCESS("success"),
        FAILED("error_during_execution"),
        /** By the user or a signal. */
        INTERRUPTED("error_during_execution"),
        OUT_OF_TURNS("error_max_turns"),
        OVER_BUDGET("error_max_budget_usd");

        private final String subtype;

        Outcome(String subtype) {
            this.subtype = subtype;
        }

        String subtype() {
            return subtype;
        }
    }
}
