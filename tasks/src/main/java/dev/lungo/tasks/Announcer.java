package dev.lungo.tasks;

import java.util.concurrent.LinkedBlockingQueue;

/** Tells the listener of ends: in order, one at a time, in one virtual thread, with no lock held. */
final class Announcer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

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
        try {
            while (items.take() instanceof Item.Ended(var task, var end)) {
                tell(task, end);
            }
        } catch (InterruptedException never) {
            LOG.log(System.Logger.Level.ERROR, "the listener's thread was interrupted and is gone", never);
        }
    }

    private void tell(Task task, TaskState.End end) {
        try {
            listener.ended(task, end);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the listener failed on the end of task " + task.id(), e);
        }
    }

    /** Ends after all that was announced before has been told; a listener may call it too. */
    @Override
    public void close() {
        items.add(new Item.Last());
        if (!Thread.currentThread().equals(thread)) {
            Threads.join(thread);
        }
    }
}
