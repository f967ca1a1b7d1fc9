package dev.lungo.chaos;

import java.util.ArrayList;
import java.util.List;

/** The points at which a process can be killed by name: before and after each durable step. */
final class Points {
    private Points() {}

    /** Those of enums that only their own packages see, by the names of the enums. */
    static List<KillPoint> of(String... enums) throws ClassNotFoundException {
        var points = new ArrayList<KillPoint>();
        for (String name : enums) {
            for (Object step : Class.forName(name).getEnumConstants()) {
                points.add(new KillPoint(step.toString(), "BEFORE"));
                points.add(new KillPoint(step.toString(), "AFTER"));
            }
        }
        return points;
    }
}
