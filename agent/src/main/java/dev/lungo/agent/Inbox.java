package dev.lungo.agent;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskListener;
import dev.lungo.tasks.TaskState;

/**
 * The one way in: what the user typed and what the model must hear of, in order of arrival. Made before the tasks,
 * whose listener it is, and handed to the agent that empties it. Safe for any thread.
 */
public final class Inbox implements TaskListener {
    /** Queues a line of the user's; starts a turn when the agent is idle, else follows the turn at work. */
    public void submit(String text) {
        throw new IllegalStateException("being built: " + text);
    }

    /** An end becomes a notice, unless a tool's result has told it already. */
    @Override
    public void ended(Task task, TaskState.End end) {
        throw new IllegalStateException("being built: " + task + end);
    }
}
