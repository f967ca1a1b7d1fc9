package dev.lungo.shell;

import java.util.List;

/**
 * Pipelines joined by {@code &&} and {@code ||}.
 *
 * @param background whether it ends with {@code &}
 */
public record Statement(List<Step> steps, boolean background) {
    public Statement {
        steps = List.copyOf(steps);
    }

    /** What stands before a pipeline. */
    public enum Joint {
        NOTHING,
        AND,
        OR
    }

    /** One of the pipelines. */
    public record Step(Joint joint, Pipeline pipeline) {}
}
