package dev.lungo.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The points at which a process can be killed by name: before and after each durable step. */
final class Points {
    /** Taken before anybody can listen, or not in a run without a person. */
    private static final Set<String> ELSEWHERE = Set.of("SESSION", "REWOUND");

    private Points() {}

    /** Those of enums that only their own packages see, by the names of the enums. */
    static List<KillPoint> of(String... enums) throws ClassNotFoundException {
        var points = new ArrayList<KillPoint>();
        for (String name : enums) {
            for (Object step : Class.forName(name).getEnumConstants()) {
                if (ELSEWHERE.contains(step.toString())) {
                    continue;
                }
                points.add(new KillPoint(step.toString(), "BEFORE"));
                points.add(new KillPoint(step.toString(), "AFTER"));
            }
        }
        return points;
    }
}
