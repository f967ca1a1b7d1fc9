package dev.lungo.tasks;

import java.time.Duration;

/** Why a task ended. */
public sealed interface Cause {
    /** Nobody asked it to. */
    record ByItself() implements Cause {}

    /** Somebody asked for it, and the intent was written down before the first signal. */
    record Stopped(Requester by) implements Cause {}

    /** It ran into its deadline, counted from its start. */
    record DeadlinePassed(Duration deadline) implements Cause {}

    /** Its engine was gone, and nobody adopted it within the grace. */
    record Orphaned() implements Cause {}

    /** Who asked for a stop. */
    enum Requester {
        /** The person at the terminal, or in another shell. */
        USER,
        /** The model, by a tool call. */
        MODEL,
        /** The owner of the tasks, because it leaves. */
        OWNER
    }
}
