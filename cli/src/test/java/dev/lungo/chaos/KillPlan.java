package dev.lungo.chaos;

import java.time.Duration;
import java.util.Map;

/** How a life of Lungo is to end. */
sealed interface KillPlan {
    /** By itself. */
    record Never() implements KillPlan {}

    /** So long after its start. */
    record At(Duration instant) implements KillPlan {}

    /** So long after the server was asked so often in this life. */
    record AfterRequest(int number, Duration later) implements KillPlan {}

    /** By its own hand, before or after it takes a step for the nth time. */
    record AtStep(KillPoint point, int nth) implements KillPlan {}

    /** What the program has to be told of it. */
    default Map<String, String> environment() {
        return switch (this) {
            case AtStep(var point, int nth) -> Map.of("CHAOS_KILL", point + " " + nth);
            case Never _, At _, AfterRequest _ -> Map.of();
        };
    }
}
