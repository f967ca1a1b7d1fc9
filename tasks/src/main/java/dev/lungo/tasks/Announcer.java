package dev.lungo.tasks;

import java.util.concurrent.LinkedBlockingQueue;

/** Tells the listener of ends: in order, one at a time, in one virtual thread, with no lock held. */
final class Announcer implements AutoCloseable {
    private sealed interface Item {
        record Ended(Task task, TaskState.End end) implements Item {}

        record Last() implements Item {}
    }

    private final TaskListener listener;
    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Thread thread;

    Announcer(TaskListener listener) {
        this.listener = listener;
        thread = Thread.ofVirtual().name("lungo-listener").start(this::run);
    }

    void announce(Task task, TaskState.End end) {
        items.add(new Item.Ended(task, end));
    }

    private void run() {
        while (next() instanceof Item.Ended(var task, var end)) {
            tell(task, end);
        }
    }

    private Item next() {
        while (true) {
            try {
                return items.take();
            } catch (InterruptedException e) {
                Log.warning("the listener left its thread interrupted; it hears of the next end all the same");
            }
        }
    }

    private void tell(Task task, TaskState.End end) {
        try {
            listener.ended(task, end);
        } catch (RuntimeException | Error e) {
            Log.error("the listener failed on the end of task " + task.id(), e);
        }
    }

    /** Whether this is the thread that calls the listener. */
    boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    /** Ends after all that was announced before has been told; a listener may call it too. */
    @Override
    public void close() {
        items.add(new Item.Last());
        if (!isHere()) {
            Threads.join(thread);
        }
    }
}
