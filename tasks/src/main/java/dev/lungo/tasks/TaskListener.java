package dev.lungo.tasks;

/**
 * Told when a task ends. Called once per task and engine, after {@link Task#state()} shows the end, with no lock held,
 * one call at a time, on a virtual thread of the engine; it may call back into the engine but should not block long.
 */
@FunctionalInterface
public interface TaskListener {
    void ended(Task task, TaskState.End end);
}
