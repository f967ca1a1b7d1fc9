package dev.lungo.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The points at which a process can be killed by name: before and after each durable step. */
final class Points {
    private Points() {}

    /** All but what takes days or gigabytes there, which the engine alone does. */
    static List<KillPoint> ofLungo() throws ClassNotFoundException {
        var points = of("dev.lungo.tasks.TaskStep");
        points.addAll(of("dev.lungo.session.TranscriptStep"));
        points.removeIf(point -> Set.of("FREED", "REMOVED").contains(point.step()));
        return points;
    }

    static List<KillPoint> ofEngine() throws ClassNotFoundException {
        return of("dev.lungo.tasks.TaskStep");
    }

    /** Those of an enum that only its own package sees. */
    private static List<KillPoint> of(String name) throws ClassNotFoundException {
        var points = new ArrayList<KillPoint>();
        for (Object step : Class.forName(name).getEnumConstants()) {
            points.add(new KillPoint(step.toString(), "BEFORE"));
            points.add(new KillPoint(step.toString(), "AFTER"));
        }
        return points;
    }
}
