package dev.lungo.tasks;

import java.time.Duration;
import java.time.Instant;

/** Where a task is in its life. A state that {@linkplain End is an end} never changes again. */
public sealed interface TaskState {
    /** The main process runs, or is about to. */
    record Running() implements TaskState {}

    /** The task is over, as far as its main process goes. */
    sealed interface End extends TaskState {
        /** When it ended, or was found lost. */
        Instant at();
    }

    /**
     * The main process ended and its waiter recorded how.
     *
     * @param ran from start to end
     */
    record Ended(Exit exit, Cause cause, Instant at, Duration ran) implements End {}

    /**
     * The main process is gone and nobody saw how it ended; an exit code is never invented.
     *
     * @param why for people, such as "its waiter was killed"
     */
    record Lost(String why, Instant at) implements End {}
}
