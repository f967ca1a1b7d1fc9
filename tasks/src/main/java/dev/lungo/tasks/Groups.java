package dev.lungo.tasks;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Where an engine makes control groups for its tasks, found out once, when it is first asked. Safe for any thread. */
final class Groups {
    private final ReentrantLock lock = new ReentrantLock();

    private final AtomicBoolean preparing = new AtomicBoolean();

    /** The next two are written under the lock. */
    private boolean known;

    private Optional<GroupPlace> place = Optional.empty();

    /** Somebody will join a group soon; answers at once. */
    void expectMove() {
        if (place().isPresent() && preparing.compareAndSet(false, true)) {
            // Not a virtual thread: the kernel would hold its carrier.
            Thread.ofPlatform().daemon().name("lungo-group").start(this::prepare);
        }
    }

    private void prepare() {
        try {
            place().ifPresent(GroupPlace::prepare);
        } finally {
            preparing.set(false);
        }
    }

    /** None where this user can make none. */
    Optional<GroupPlace> place() {
        lock.lock();
        try {
            if (!known) {
                place = GroupPlace.usable();
                known = true;
            }
            return place;
        } finally {
            lock.unlock();
        }
    }
}
