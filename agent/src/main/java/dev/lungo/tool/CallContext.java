package dev.lungo.tool;

import dev.lungo.tasks.Task;

/** What surrounds one call. */
public interface CallContext {
    /** The id that the model gave the call. */
    String callId();

    /** To be called right after the call started a task. */
    void started(Task task);
}
