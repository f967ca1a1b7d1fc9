package dev.lungo.agent;

import java.util.concurrent.locks.ReentrantLock;

/** Hands events to the listener one at a time, whatever thread they come from. */
final class Events {
    private final AgentListener listener;
    private final ReentrantLock lock = new ReentrantLock();

    Events(AgentListener listener) {
        this.listener = listener;
    }

    void emit(AgentEvent event) {
        lock.lock();
        try {
            listener.on(event);
        } finally {
            lock.unlock();
        }
    }
}
