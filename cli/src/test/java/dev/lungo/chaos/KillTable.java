package dev.lungo.chaos;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** How often a life ended at each point. Used by one thread. */
final class KillTable {
    private final Map<KillPoint, Integer> hits = new LinkedHashMap<>();
    private final Map<KillPoint, Integer> tried = new LinkedHashMap<>();
    private int atRandom;
    private int byItself;

    KillTable(List<KillPoint> points) {
        points.forEach(point -> {
            hits.put(point, 0);
            tried.put(point, 0);
        });
    }

    /** One of these that were hit least, and among them tried least. */
    KillPoint rarest(Random random, Predicate<KillPoint> among) {
        Comparator<KillPoint> rare =
                Comparator.<KillPoint, Integer>comparing(hits::get).thenComparing(tried::get);
        List<KillPoint> all = hits.keySet().stream().filter(among).toList();
        KillPoint rarest = all.stream().min(rare).orElseThrow();
        List<KillPoint> equals =
                all.stream().filter(point -> rare.compare(point, rarest) == 0).toList();
        return equals.get(random.nextInt(equals.size()));
    }

    /** A life is going to end there, if it comes there. */
    void tries(KillPlan plan) {
        switch (plan) {
            case KillPlan.AtStep(var point, var _) -> tried.merge(point, 1, Integer::sum);
            case KillPlan.At _, KillPlan.AfterRequest _, KillPlan.Never _ -> {}
        }
    }

    /** Notes how a life ended; answers it in a few words. */
    String enter(Life.End end) {
        return switch (end) {
            case Life.End.Killed _ -> {
                atRandom++;
                yield "killed";
            }
            case Life.End.KilledItself(KillPoint point) -> {
                hits.merge(point, 1, Integer::sum);
                yield "killed itself";
            }
            case Life.End.Exited(int code) -> {
                byItself++;
                yield "exit " + code;
            }
            case Life.End.Hangs _ -> "hangs";
        };
    }

    /** The fewest hits of any point. */
    int least() {
        return hits.values().stream().min(Comparator.naturalOrder()).orElse(0);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("%-28s %8s %8s%n".formatted("step", "before", "after"));
        hits.keySet().stream()
                .map(KillPoint::step)
                .distinct()
                .forEach(step -> text.append("%-28s %8d %8d%n"
                        .formatted(
                                step,
                                hits.getOrDefault(new KillPoint(step, "BEFORE"), 0),
                                hits.getOrDefault(new KillPoint(step, "AFTER"), 0))));
        return text.append("killed at a random instant: " + atRandom + "; ended by itself: " + byItself)
                .toString();
    }
}
