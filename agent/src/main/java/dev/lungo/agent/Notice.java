package dev.lungo.agent;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;

/** A fact that the model is told without asking: this task ended so. Its identity is the task: a task ends once. */
record Notice(Task task, TaskState.End end) {
    TaskId id() {
        return task.id();
    }

    /** Whether it starts a turn of an idle agent. A stop that somebody asked for is no news to them. */
    boolean wakes() {
        return switch (end) {
            case TaskState.Ended ended -> !(ended.cause() instanceof Cause.Stopped);
            case TaskState.Lost _ -> true;
        };
    }
}
