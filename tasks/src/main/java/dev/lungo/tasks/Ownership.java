package dev.lungo.tasks;

import java.util.function.UnaryOperator;

/** Changes of who looks after a task: under its lock, read again there, on disk before anybody acts on them. */
final class Ownership {
    private final Engine engine;
    private final TaskFolder folder;

    Ownership(Engine engine, TaskFolder folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** The task may outlive its engine from now on. */
    Owner keep() throws InterruptedException {
        return change(Owner::lastingUntilStopped);
    }

    /**
     * The task belongs to this session and engine from now on.
     *
     * @throws TaskException while another engine looks after it
     */
    Owner take(String session, String token) throws InterruptedException {
        return change(owner -> {
            if (!owner.token().equals(token) && Presence.attends(engine, folder)) {
                throw new TaskException("task " + folder.path().getFileName() + " belongs to session '"
                        + owner.session() + "', whose Lungo still runs: leave it first, or stop the task");
            }
            return new Owner(session, token, owner.lifetime());
        });
    }

    /** Gives a task back to whom it was taken from, where it could not be looked after. */
    void giveBack(Owner before, TaskException why) throws InterruptedException {
        try {
            var _ = change(_ -> before);
        } catch (TaskException e) {
            why.addSuppressed(e);
        }
    }

    private Owner change(UnaryOperator<Owner> change) throws InterruptedException {
        try (var _ = TaskLock.take(folder)) {
            var before = folder.owner();
            var after = change.apply(before);
            if (!after.equals(before)) {
                engine.steps.around(TaskStep.OWNER, () -> folder.writeOwner(after));
            }
            return after;
        }
    }
}
