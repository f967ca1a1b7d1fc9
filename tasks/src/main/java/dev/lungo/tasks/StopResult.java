package dev.lungo.tasks;

import java.util.List;

/** What a stop achieved. */
public sealed interface StopResult {
    /** A scan after the last signal found no process of the task. */
    record Stopped() implements StopResult {}

    /** The task had already ended and a scan found no process of it. */
    record AlreadyEnded() implements StopResult {}

    /** These processes outlived TERM, the grace and KILL, or may not be signalled by this user. */
    record Survived(List<Leftover> survivors) implements StopResult {}

    /** A scan could not look everywhere, so nobody can say that all is gone. */
    record NotVerified(String why) implements StopResult {}
}
