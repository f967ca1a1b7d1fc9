package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A task that this engine started or adopted, and watches. */
final class LiveTask implements Task {
    private static final Duration PUBLISHING = Duration.ofSeconds(5);

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Command command;
    private final Waiter waiter;
    private final Drain drain;
    private final Optional<TaskState.End> known;
    private final EndWatch watch;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Open at the end, and when the engine lets go of the task. */
    private final CountDownLatch over = new CountDownLatch(1);

    /** Written under its lock on disk, by whoever keeps it. */
    private volatile Owner owner;

    /** Who asked for a stop; written by the thread that does. */
    private volatile Optional<StopIntent.Reason> asked = Optional.empty();

    /** Who was left at the end, as far as is known; written by the thread that finds it, and by who finds nobody any more. */
    private volatile List<ProcessStat> left = List.of();

    private final LateLooks late = new LateLooks();

    /** Written once, by the thread that finds the end. */
    private volatile TaskState state = new TaskState.Running();

    /** @param known how it had ended before it was adopted; empty for all others */
    LiveTask(
            Engine engine,
            TaskFolder folder,
            TaskFacts facts,
            Owner owner,
            Command command,
            Waiter waiter,
            Drain drain,
            Optional<TaskState.End> known) {
        this.engine = engine;
        this.folder = folder;
        this.facts = facts;
        this.owner = owner;
        this.command = command;
        this.waiter = waiter;
        this.drain = drain;
        this.known = known;
        this.watch = new EndWatch(engine, folder, facts, waiter, drain, new ForItsWatch());
    }

    /**
     * Begins to watch; the listener may be told from now on.
     *
     * @throws TaskException where that fails
     */
    void watch() {
        if (known.isPresent()) {
            if (waiter.child()) {
                Descriptors.close(waiter.pidfd());
                var _ = Pidfd.reap(waiter.identity().pid());
            }
            left = engine.machine().boot().equals(facts.machine().boot())
                    ? tree().members(engine.scans.now())
                    : List.of();
            tidy();
            settle(known.get());
            if (!folder.told()) {
                engine.announcer.announce(this, known.get());
            }
            return;
        }
        watch.begin();
        new DeadlineWatch(facts, over, () -> stop(StopIntent.Reason.DEADLINE)).begin();
    }

    /**
     * As {@link #watch}, for a task that was only just started.
     *
     * @throws TaskException where that fails; the task was stopped then and its folder is gone
     */
    void watchOrUndo() {
        try {
            watch();
        } catch (TaskException e) {
            var why = new TaskException(
                    "cannot watch '" + TaskStarter.abridged(command) + "', so it was stopped: " + e.getMessage(), e);
            TaskStarter.undo(engine, folder, facts, waiter.identity(), why);
            abandon();
            throw why;
        }
    }

    /** Whether nobody is in the task's control group, which is removed then. */
    private boolean groupIsGone() {
        return TaskGroup.of(facts).filter(group -> !group.remove()).isEmpty();
    }

    private final class ForItsWatch implements EndWatch.Watched {
        @Override
        public Optional<StopIntent.Reason> asked() {
            return asked;
        }

        @Override
        public ProcessTree tree() {
            return LiveTask.this.tree();
        }

        @Override
        public void tidy() {
            LiveTask.this.tidy();
        }

        @Override
        public void left(List<ProcessStat> members) {
            left = members;
        }

        @Override
        public void ended(TaskState.End end) {
            settle(end);
            engine.announcer.announce(LiveTask.this, end);
            remains().tidy(left);
        }
    }

    /** Takes away what nobody needs after the end, and looks at what it did to what is guarded. */
    private void tidy() {
        var _ = groupIsGone();
        remains().noticeChanges();
    }

    private SandboxRemains remains() {
        return new SandboxRemains(folder, facts.confinement());
    }

    private void settle(TaskState.End end) {
        state = end;
        ended.countDown();
        over.countDown();
    }

    private ProcessTree tree() {
        return new ProcessTree(facts, identity(), folder.readRecord().main(), left());
    }

    private Optional<ProcessIdentity> identity() {
        return Optional.of(waiter.identity()).filter(known -> !known.equals(Waiter.UNKNOWN));
    }

    private List<ProcessIdentity> left() {
        return left.stream().map(ProcessStat::identity).toList();
    }

    @Override
    public TaskId id() {
        return facts.id();
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public String session() {
        return owner.session();
    }

    @Override
    public Lifetime lifetime() {
        var onDisk = folder.owner();
        // Another engine, such as one in another shell, may have kept it; a folder that is gone says nothing.
        return onDisk.token().equals(owner.token()) ? onDisk.lifetime() : owner.lifetime();
    }

    @Override
    public boolean attended() {
        return true;
    }

    @Override
    public void keep() throws InterruptedException {
        owner = new Ownership(engine, folder).keep();
    }

    @Override
    public Instant startedAt() {
        return facts.created();
    }

    @Override
    public TaskState state() {
        return state;
    }

    @Override
    public Output output() {
        return new LogFile(folder);
    }

    @Override
    public Path folder() {
        return folder.path();
    }

    @Override
    public TaskState await(Duration limit) throws InterruptedException {
        var _ = ended.await(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
        return state;
    }

    @Override
    public List<Path> guardedChanges() {
        return state instanceof TaskState.End ? new GuardedPaths(folder).changes() : List.of();
    }

    /** What of guarded paths is found to have changed late. */
    LateLooks late() {
        return late;
    }

    /** Looks what of them has changed since, while it runs or by whom it left behind. */
    void lookAgain(Prints prints) {
        switch (state) {
            case TaskState.Running() -> late.whileItRuns(remains().changedSoFar(prints));
            case TaskState.End _ -> {
                if (!left.isEmpty()) {
                    late.afterItsEnd(remains().noticeLater(prints));
                }
            }
        }
    }

    @Override
    public List<Leftover> leftovers() {
        // What nobody was left of stays gone; a look at all processes is for the others.
        if (ended.getCount() > 0 || (left.isEmpty() && groupIsGone())) {
            return List.of();
        }
        var table = engine.scans.now();
        var now = drain.finished() ? tree().membersWithoutPipe(table) : tree().members(table);
        if (now.isEmpty()) {
            nobodyIsLeft();
        }
        return Leftovers.of(remains().withoutKeeper(now));
    }

    @Override
    public StopResult stop(Cause.Requester by) throws InterruptedException {
        return stop(StopIntent.Reason.of(by));
    }

    private StopResult stop(StopIntent.Reason reason) throws InterruptedException {
        if (asked.isEmpty() && ended.getCount() > 0) {
            asked = Optional.of(reason);
        }
        var result = new Stopping(engine, folder, facts, identity(), left()).run(reason);
        // Nothing is left to wait for but the thread that is about to publish the end.
        var _ = over.await(PUBLISHING.toMillis(), TimeUnit.MILLISECONDS);
        return switch (result) {
            case StopResult.Stopped stopped -> verified(stopped);
            case StopResult.AlreadyEnded nobody -> verified(nobody);
            case StopResult.Survived survived -> survived;
            case StopResult.NotVerified unknown -> unknown;
        };
    }

    /** A pipe that somebody can still write into belies a scan that found nobody. */
    private StopResult verified(StopResult result) throws InterruptedException {
        if (drain.awaitFinished(PUBLISHING)) {
            nobodyIsLeft();
            return result;
        }
        return new StopResult.NotVerified("a process that this user cannot see holds its output open");
    }

    private void nobodyIsLeft() {
        lookAgain(new Prints());
        left = List.of();
    }

    /** Whether the engine has to stop something before it may go. */
    boolean leavesSomething() {
        return ended.getCount() > 0 || !left.isEmpty() || !drain.finished() || !groupIsGone();
    }

    /** Gives up watching; the process that drains goes too. */
    void abandon() {
        drain.kill();
        release();
    }

    /** Gives up watching; all processes go on. */
    void leave() {
        drain.close();
        release();
    }

    private void release() {
        over.countDown();
        watch.release();
    }
}
