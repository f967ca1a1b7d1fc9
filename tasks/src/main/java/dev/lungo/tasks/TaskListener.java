package dev.lungo.tasks;

/**
 * Told when a task ends. Called once per task and engine, after {@link Task#state()} shows the end, with no lock held,
 * one call at a time, on a virtual thread of the engine; it may call back into the engine but should not block long: the
 * next ends wait for it, and so does {@link Tasks#close}. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface TaskListener {
    void ended(Task task, TaskState.End end);
}
