package dev.lungo.tasks;

/**
 * Told of each step that makes something durable, right before and right after it, on the thread that takes it: for tests
 * that end the process at every such moment. It must not throw.
 */
@FunctionalInterface
public interface DurableSteps {
    /** Does nothing. */
    DurableSteps NONE = (step, moment) -> {};

    /**
     * A step begins, or is done.
     *
     * @param step of the engine, or of a program that counts its own steps the same way
     */
    void at(Enum<?> step, Moment moment);

    /** Where in the step. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** Takes a step and tells of it; one that throws has no moment after it. */
    default void around(Enum<?> step, Runnable work) {
        at(step, Moment.BEFORE);
        work.run();
        at(step, Moment.AFTER);
    }
}
