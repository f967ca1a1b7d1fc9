package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One shell command and everything it started, from its start until nothing of it is left. Safe for any thread. */
public interface Task {
    TaskId id();

    Command command();

    /** The session that owns it; empty where the engine was opened without one. */
    String session();

    /** Whether it may outlive the engine that looks after it. */
    Lifetime lifetime();

    /** Whether a living engine looks after it, this one or another. */
    boolean attended();

    /**
     * Whether it belongs to another machine or container, seen from here: it is taken to run, and can be neither adopted
     * nor stopped here.
     */
    default boolean isForeign() {
        return false;
    }

    /**
     * How long it goes on with nobody to look after it, before it is stopped, where that is known: its warden has begun to
     * count.
     */
    default Optional<Duration> graceLeft() {
        return Optional.empty();
    }

    /**
     * Makes it {@link Lifetime#PERSISTENT}; on disk when this returns.
     *
     * @throws TaskException where that cannot be written down, and nothing is changed
     */
    void keep() throws InterruptedException;

    Instant startedAt();

    /**
     * Where it is in its life.
     *
     * @throws TaskException for a task found on disk, when its files or processes cannot be looked at
     */
    TaskState state();

    /**
     * What it wrote so far; of a task that this engine started, all of it once the state shows the end. Another engine's
     * task may write its last lines a moment later.
     */
    Output output();

    /** Its folder on disk; docs/task-format.md says what is in it. */
    Path folder();

    /**
     * Waits until the task ends, at most {@code limit}; an interrupt ends the wait and leaves the task alone.
     *
     * @return the state at that moment, {@link TaskState.Running} when the limit passed
     */
    TaskState await(Duration limit) throws InterruptedException;

    /** What an ended task left behind and still runs, looked up now; empty while the task runs. */
    List<Leftover> leftovers();

    /**
     * The guarded paths of its {@link Confinement} that were made, changed or removed while it ran, by whomever, in so far as
     * its end has been seen by an engine; empty before.
     */
    default List<Path> guardedChanges() {
        return List.of();
    }

    /**
     * Stops the task and everything it started: TERM, a grace, KILL, until a scan finds nobody. Blocks until that is
     * known; safe to call twice and from several threads, which wait for each other. What an ended task left behind is
     * stopped too. An interrupt gives up half way: signals that were sent stay sent, and another call goes on from there.
     *
     * @throws TaskException when nobody can tell who is there, because this JVM is out of descriptors, for example
     */
    StopResult stop(Cause.Requester by) throws InterruptedException;
}
