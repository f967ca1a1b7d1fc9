package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it was told. */
final class Ends implements TaskListener {
    private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /** What was told, and the state that the task showed at that moment. */
    record Told(TaskId id, TaskState.End end, TaskState shown) {}

    @Override
    public void ended(Task task, TaskState.End end) {
        told.add(new Told(task.id(), end, task.state()));
    }

    Tasks open(Path folder) {
        return open(folder, "s1");
    }

    Tasks open(Path folder, String session) {
        return Tasks.open(folder, session, this, TaskSettings.DEFAULT.withPatience(Patience.QUICK));
    }

    List<Told> await(int count) throws InterruptedException {
        var ends = new ArrayList<Told>();
        while (ends.size() < count) {
            var next = told.poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("only " + ends.size() + " of " + count + " ends were told");
            }
            ends.add(next);
        }
        return ends;
    }

    /** Told and not yet awaited. */
    int waiting() {
        return told.size();
    }
}
