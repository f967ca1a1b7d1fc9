package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One shell command and everything it started, from its start until nothing of it is left. Safe for any thread. */
public interface Task {
    TaskId id();

    Command command();

    /** The session that owns it; empty where the engine was opened without one. */
    String session();

    Instant startedAt();

    TaskState state();

    Output output();

    /** Its folder on disk; docs/task-format.md says what is in it. */
    Path folder();

    /**
     * Waits until the task ends, at most {@code limit}; an interrupt ends the wait and leaves the task alone.
     *
     * @return the state at that moment, {@link TaskState.Running} when the limit passed
     */
    TaskState await(Duration limit) throws InterruptedException;

    /** What the task left behind at its end, as the scan right after the end found it; empty while it runs. */
    List<Leftover> leftovers();

    /**
     * Stops the task and everything it started: TERM, a grace, KILL, until a scan finds nobody. Blocks until that is
     * known; safe to call twice and from several threads.
     */
    StopResult stop(Cause.Requester by) throws InterruptedException;
}
