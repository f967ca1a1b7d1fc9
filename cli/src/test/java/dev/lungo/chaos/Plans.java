package dev.lungo.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Chooses how the next life ends: mostly at the point that was hit least, else at random. */
final class Plans {
    private Plans() {}

    static KillPlan next(Random random, KillTable table) {
        int what = random.nextInt(100);
        if (what < 65) {
            return new KillPlan.AtStep(table.rarest(random), 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0));
        }
        if (what < 85) {
            return new KillPlan.AfterRequest(1 + random.nextInt(4), Duration.ofMillis(random.nextInt(400)));
        }
        return new KillPlan.At(Duration.ofMillis(300 + random.nextInt(3000)));
    }

    /** What the model has to begin a life with so that the step comes about at all. */
    static List<Shape> needed(KillPlan plan) {
        return switch (plan) {
            case KillPlan.AtStep(KillPoint(String step, var _), var _)
            when step.equals("LOST") -> List.of(Shape.ORPHANED);
            case KillPlan.AtStep(KillPoint(String step, var _), var _)
            when step.equals("STOP_INTENT") -> List.of(Shape.FOREVER);
            case KillPlan.AtStep _, KillPlan.AfterRequest _, KillPlan.At _, KillPlan.Never _ -> List.of();
        };
    }
}
