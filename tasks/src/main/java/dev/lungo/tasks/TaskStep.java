package dev.lungo.tasks;

/** The steps of the engine that make something durable. */
enum TaskStep {
    /** The mark of a living engine appears in the project's folder. */
    PRESENCE,
    /** The warden runs. */
    WARDEN,
    /** The folder of a task appears. */
    CLAIM,
    /** The process that writes the output down runs. */
    DRAIN,
    /** The process that waits for the command runs. */
    WAITER,
    /** Who stops a task is written down. */
    STOP_INTENT,
    /** It is written down that nobody knows how a task ended. */
    LOST,
    /** A task has another owner, or another lifetime. */
    OWNER,
    /** It is written down that an end was told. */
    TOLD,
    /** The middle of a log is given back to the disk, which is written down first. */
    FREED,
    /** The folder of a task that is over for good goes. */
    REMOVED
}
