package dev.lungo.tasks;

/** How long a task may outlive the engine that looks after it. Its deadline holds either way. */
public enum Lifetime {
    /**
     * An engine that closes stops it; one that dies leaves it running for a grace, to be adopted, after which it is
     * stopped.
     */
    SESSION,
    /** It runs on when its engine closes or dies, until it ends, is stopped or meets its deadline. */
    PERSISTENT
}
