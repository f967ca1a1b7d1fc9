package dev.lungo.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Chooses how the next life ends: mostly at the point that was hit least, else at random. */
final class Plans {
    /** What the model has to start so that a step comes about at all. */
    private static final Map<String, List<Shape>> NEEDS = Map.of("LOST", List.of(Shape.ORPHANED));

    private Plans() {}

    static KillPlan next(Random random, KillTable table, Brain brain) {
        int what = random.nextInt(100);
        if (what < 65) {
            KillPoint point = table.rarest(random);
            brain.want(NEEDS.getOrDefault(point.step(), List.of()));
            return new KillPlan.AtStep(point, 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0));
        }
        if (what < 85) {
            return new KillPlan.AfterRequest(1 + random.nextInt(4), Duration.ofMillis(random.nextInt(400)));
        }
        return new KillPlan.At(Duration.ofMillis(300 + random.nextInt(3000)));
    }
}
