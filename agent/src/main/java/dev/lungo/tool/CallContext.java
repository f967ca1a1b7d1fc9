package dev.lungo.tool;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;

/** What surrounds one call. */
public interface CallContext {
    /** The id that the model gave the call. */
    String callId();

    /** To be called right after the call started a task. */
    void started(Task task);

    /** To be called right before the call changes a file; the change must not be made where this throws. */
    void changing(FileChange change);

    /** Whether the model was told the end of this task, by a notice or by the result of an earlier call. */
    boolean told(TaskId id);
}
