package dev.lungo.tasks;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Where an engine makes control groups for its tasks, found out once, when it is first asked. Safe for any thread. */
final class Groups {
    private final ReentrantLock lock = new ReentrantLock();

    /** The next two are written under the lock. */
    private boolean known;

    private Optional<GroupPlace> place = Optional.empty();

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
