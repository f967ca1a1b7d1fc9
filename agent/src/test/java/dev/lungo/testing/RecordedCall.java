package dev.lungo.testing;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.FileChange;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The surroundings of one call: remembers the tasks it started and lets a test wait for the first. */
public final class RecordedCall implements CallContext {
    private final List<Task> started = new CopyOnWriteArrayList<>();
    private final List<FileChange> changed = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Set<TaskId> told;

    public RecordedCall() {
        this(Set.of());
    }

    /** @param told the tasks whose ends the model was told before this call */
    public RecordedCall(Set<TaskId> told) {
        this.told = told;
    }

    @Override
    public String callId() {
        return "call_1";
    }

    @Override
    public void started(Task task) {
        started.add(task);
        first.countDown();
    }

    @Override
    public void changing(FileChange change) {
        changed.add(change);
    }

    @Override
    public boolean told(TaskId id) {
        return told.contains(id);
    }

    public List<FileChange> changed() {
        return changed;
    }

    public List<Task> started() {
        return started;
    }

    /** Blocks until the call has started a task. */
    public Task awaitTask() throws InterruptedException {
        first.await();
        return started.getFirst();
    }
}
