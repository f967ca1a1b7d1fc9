package dev.lungo.testing;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Remembers what an agent did, and lets a test wait for it. */
public final class RecordedEvents implements AgentListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<AgentEvent> events = new ArrayList<>();

    @Override
    public void on(AgentEvent event) {
        lock.lock();
        try {
            events.add(event);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All events of a kind so far, in order. */
    public <E extends AgentEvent> List<E> all(Class<E> kind) {
        lock.lock();
        try {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there were so many events of a kind; answers the last of them. */
    public <E extends AgentEvent> E await(Class<E> kind, int count) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(60);
            while (all(kind).size() < count) {
                if (left <= 0) {
                    throw new AssertionError(
                            "no " + count + " " + kind.getSimpleName() + " within 60 s, but " + events);
                }
                left = more.awaitNanos(left);
            }
            return all(kind).get(count - 1);
        } finally {
            lock.unlock();
        }
    }
}
