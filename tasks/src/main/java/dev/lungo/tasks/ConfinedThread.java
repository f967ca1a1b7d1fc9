package dev.lungo.tasks;

import dev.lungo.tasks.Libc.Function;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * A thread that gives up what the command must not have, starts its waiter and ends: limits of the kernel are a thread's, who
 * starts a process hands them on, and nobody gets rid of them. The other threads of this JVM keep all that they had.
 *
 * @param filter none where the waiter has more to do that takes powers: then those are kept as well
 */
record ConfinedThread(Landlock rules, Optional<CallFilter> filter) {
    private static final int NO_NEW_PRIVILEGES = 38;

    /** Answers what the start answers. */
    long start(Spawn spawn) {
        var start = new FutureTask<>(() -> {
            confine();
            return spawn.start();
        });
        // A platform thread: a virtual one would confine its carrier, and with it whoever runs there next.
        Threads.join(Thread.ofPlatform().daemon().name("lungo-confined").start(start));
        try {
            return start.resultNow();
        } catch (IllegalStateException failed) {
            var cause = start.exceptionNow();
            // Not thrown again as it is: it tells of another thread.
            throw new TaskException("cannot start " + spawn.program() + " in a sandbox: " + cause.getMessage(), cause);
        }
    }

    private void confine() {
        Libc.must("giving up new privileges", Libc.call(Function.PRCTL, NO_NEW_PRIVILEGES, 1, 0, 0, 0, 0));
        if (filter.isPresent()) {
            Capability.giveUp();
        }
        rules.restrictThisThread();
        filter.ifPresent(CallFilter::filterThisThread);
    }
}
