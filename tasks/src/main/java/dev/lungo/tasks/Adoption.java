package dev.lungo.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes over tasks whose engine is gone: they become this engine's own, as if it had started them. */
final class Adoption {
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Engine engine;
    private final Presence presence;
    private final String session;

    Adoption(Engine engine, Presence presence, String session) {
        this.engine = engine;
        this.presence = presence;
        this.session = session;
    }

    /** Whether it is this session's by right, and there is something to look after, or an end that nobody has heard of. */
    boolean isDue(TaskFolder folder, ProcessTable table) {
        return folder.owner().session().equals(session)
                && engine.machine().sees(folder.facts().machine())
                && (!folder.told() || leftSomebody(folder, table));
    }

    private boolean leftSomebody(TaskFolder folder, ProcessTable table) {
        var facts = folder.facts();
        return engine.machine().boot().equals(facts.machine().boot())
                && !tree(facts, folder.readRecord()).members(table).isEmpty();
    }

    private static ProcessTree tree(TaskFacts facts, WaiterRecord record) {
        return new ProcessTree(facts, record.waiter(), record.main(), List.of());
    }

    /**
     * Takes it over and watches it from now on. Where that fails it is as if nothing had happened.
     *
     * @param table who runs; one look serves for many tasks, since nobody else touches what is adopted
     * @throws TaskException while another engine looks after it, or where it is another machine's
     */
    LiveTask take(TaskFolder folder, ProcessTable table, OwnTasks own) throws InterruptedException {
        var facts = folder.facts();
        if (!engine.machine().sees(facts.machine())) {
            throw new TaskException("task " + facts.id()
                    + " runs on another machine or in another container: it can only" + " be adopted there");
        }
        var ownership = new Ownership(engine, folder);
        var before = folder.owner();
        var owner = ownership.take(session, presence.token());
        try {
            var task = adopted(folder, facts, owner, table);
            watch(task, own);
            return task;
        } catch (TaskException e) {
            ownership.giveBack(before, e);
            throw e;
        }
    }

    /** The listener may be told while this is at work, and asks for the task. */
    private static void watch(LiveTask task, OwnTasks own) {
        own.add(task);
        try {
            task.watch();
        } catch (TaskException e) {
            own.remove(task);
            task.leave();
            throw e;
        }
    }

    /** An engine of this very JVM may have started it: then it is this JVM that has to take its end. */
    static boolean isChild(ProcessIdentity process) {
        var stat = ProcessIdentity.stat(process.pid());
        return stat != null && stat.start() == process.start() && stat.parent() == ProcessIdentity.SELF.pid();
    }

    private LiveTask adopted(TaskFolder folder, TaskFacts facts, Owner owner, ProcessTable table) {
        var end = end(folder, facts);
        var command = facts.command(folder.commandLine());
        var waiter = folder.readRecord().waiter();
        var drain = end.isPresent()
                        && !engine.machine().boot().equals(facts.machine().boot())
                ? Drain.none(engine.platform(), engine.watch(), folder)
                : adoptDrain(folder, facts, table);
        if (end.isPresent()) {
            engine.logs.trim(folder);
        }
        var watched = waiter.filter(Adoption::isChild)
                .map(own -> new Waiter(own, Pidfd.open(own.pid()), true))
                .orElseGet(() -> new Waiter(waiter.orElse(Waiter.UNKNOWN), -1, false));
        return new LiveTask(engine, folder, facts, owner, command, watched, drain, end);
    }

    /** How it ended, if it did. A task that is found in the middle of its start is given a moment to say who it is. */
    private Optional<TaskState.End> end(TaskFolder folder, TaskFacts facts) {
        var found = new FoundTask(engine, folder);
        var limit = System.nanoTime() + FIRST_WORD.toNanos();
        while (folder.readRecord().waiter().isEmpty()
                && engine.machine().boot().equals(facts.machine().boot())
                && System.nanoTime() < limit) {
            Threads.pause(PAUSE);
        }
        return switch (found.settledState()) {
            case TaskState.Running _ -> Optional.empty();
            case TaskState.End end -> Optional.of(end);
        };
    }

    private Drain adoptDrain(TaskFolder folder, TaskFacts facts, ProcessTable table) {
        var record = folder.readRecord();
        var members = new ArrayList<>(tree(facts, record).members(table));
        record.waiter().map(waiter -> table.get(waiter.pid())).ifPresent(members::add);
        return Drain.adopt(engine.platform(), engine.watch(), engine.logs, folder, facts.pipe(), table, members);
    }
}
