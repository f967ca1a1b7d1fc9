package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A task that this engine started or adopted, and watches. */
final class LiveTask implements Task {
    private static final Duration PUBLISHING = Duration.ofSeconds(5);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Command command;
    private final Waiter waiter;
    private final Drain drain;
    private final Optional<TaskState.End> known;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Open at the end, and when the engine lets go of the task. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();

    /** The next two are written under the lock. */
    private @Nullable ProcessWatch watching;

    private boolean released;

    /** Written under its lock on disk, by whoever keeps it. */
    private volatile Owner owner;

    /** The status that the waiter itself ended with; written once, by the thread that sees it end. */
    private volatile OptionalInt waiterStatus = OptionalInt.empty();

    /** Written once, by the thread that sees the waiter end. */
    private volatile boolean waiterIsGone;

    /** Who asked for a stop; written by the thread that does. */
    private volatile Optional<StopIntent.Reason> asked = Optional.empty();

    /** Who was left at the end, as far as is known; written by the thread that finds it, and by who finds nobody any more. */
    private volatile List<ProcessStat> left = List.of();

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
            var _ = groupIsGone();
            settle(known.get());
            if (!folder.told()) {
                engine.announcer.announce(this, known.get());
            }
            return;
        }
        watchWaiter();
        Thread.ofVirtual().name("lungo-deadline-" + facts.id()).start(this::enforceDeadline);
    }

    private void watchWaiter() {
        var pidfd =
                waiter.child() ? waiter.pidfd() : Pidfd.open(waiter.identity().pid());
        if (Libc.shortage(-pidfd)) {
            throw new TaskException("watching task " + facts.id() + ": errno " + -pidfd + Libc.meaning(-pidfd));
        }
        if (pidfd >= 0 && (waiter.child() || waiter.identity().alive())) {
            watch(pidfd, this::waiterGone);
            return;
        }
        if (pidfd >= 0) {
            Descriptors.close(pidfd);
        }
        Thread.ofVirtual().start(this::waiterGone);
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

    private void watch(int pidfd, Runnable gone) {
        lock.lock();
        try {
            if (released) {
                Descriptors.close(pidfd);
            } else {
                watching = new ProcessWatch(engine.watch(), pidfd, gone);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A JVM that is short of descriptors may have some later. What cannot be read for long must be an end all the same, or
     * somebody waits for ever.
     */
    private void persistently(Runnable finding) {
        for (var pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            try {
                finding.run();
                return;
            } catch (RuntimeException e) {
                if (pause.compareTo(LONGEST_PAUSE) > 0) {
                    Log.error("cannot tell how task " + facts.id() + " ended", e);
                    publish(unrecorded("its end cannot be read: " + e.getMessage()));
                    return;
                }
                Threads.pause(pause);
            }
        }
    }

    /** Runs in a virtual thread of its own. */
    private void waiterGone() {
        waiterIsGone = true;
        // The number of a waiter that is no child may be that of a new child by now.
        waiterStatus = waiter.child() ? Pidfd.reap(waiter.identity().pid()) : OptionalInt.empty();
        persistently(this::watchMainOrFinish);
    }

    private void watchMainOrFinish() {
        var record = lastWord();
        if (record.status().isEmpty() && record.main().isPresent()) {
            var main = record.main().get();
            var pidfd = Pidfd.open(main.pid());
            if (pidfd >= 0 && main.alive()) {
                watch(pidfd, () -> persistently(this::finish));
                return;
            }
            if (pidfd >= 0) {
                Descriptors.close(pidfd);
            } else if (Libc.shortage(-pidfd)) {
                throw new TaskException("watching task " + facts.id() + ": errno " + -pidfd + Libc.meaning(-pidfd));
            }
        }
        finish();
    }

    /** A waiter that was killed may have left a child behind that is about to write down that it is the main process. */
    private WaiterRecord lastWord() {
        var end = System.nanoTime() + FIRST_WORD.toNanos();
        var record = folder.readRecord();
        while (waiterStatus.isEmpty()
                && record.status().isEmpty()
                && record.main().isEmpty()
                && !tree().members(engine.scans.now()).isEmpty()
                && System.nanoTime() < end) {
            Threads.pause(FIRST_PAUSE);
            record = folder.readRecord();
        }
        return record;
    }

    /** Runs once, in a virtual thread of its own, when the main process is gone. */
    private void finish() {
        var found = tree().membersWithoutPipe(engine.scans.now());
        try {
            if (!drain.settle(engine.limits.settle())) {
                Log.warning("the output of task " + facts.id() + " is late; its end is told");
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
        // The first scan ran while the drain came to its end; only if it did not, somebody holds the pipe.
        left = drain.finished() ? found : tree().members(engine.scans.now());
        // Before the end is told: who hears of it may end this JVM.
        var _ = groupIsGone();
        publish(folder.recordedEnd(facts).orElseGet(this::withoutRecord));
    }

    /** Whether nobody is in the task's control group, which is removed then. */
    private boolean groupIsGone() {
        return TaskGroup.of(facts).filter(group -> !group.remove()).isEmpty();
    }

    private TaskState.End withoutRecord() {
        if (!Files.exists(folder.record())) {
            return unrecorded("its folder was deleted and its waiter was killed");
        }
        if (waiterStatus.isPresent() && folder.readRecord().main().isEmpty()) {
            return lost("its waiter could not make a process for it (status " + waiterStatus.getAsInt() + ")");
        }
        return waiterStatus.isPresent() ? unrecorded("") : lost("its waiter was killed");
    }

    private TaskState.End lost(String why) {
        return engine.lost(folder, why);
    }

    /** A waiter that ends by itself ends as the command did: its parent knows what no file tells. */
    private TaskState.End unrecorded(String why) {
        var now = engine.clock.instant();
        return waiterStatus.isPresent()
                ? TaskFolder.end(
                        facts,
                        waiterStatus.getAsInt(),
                        asked,
                        now,
                        BootTime.now().minus(facts.uptime()))
                : new TaskState.Lost(why, now);
    }

    private void publish(TaskState.End end) {
        settle(end);
        engine.announcer.announce(this, end);
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

    private void enforceDeadline() {
        try {
            var wait = untilDeadline();
            while (!over.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = untilDeadline();
                if (wait.isZero()) {
                    stopAtDeadline();
                    wait = LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** No longer than the longest look: a wait stands still while the machine sleeps, and the deadline does not. */
    private Duration untilDeadline() {
        var left = facts.deadline().minus(BootTime.now().minus(facts.uptime()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
    }

    private void stopAtDeadline() throws InterruptedException {
        try {
            var _ = stop(StopIntent.Reason.DEADLINE);
        } catch (TaskException e) {
            Log.warning("the deadline of task " + facts.id() + " passed; it is tried again to stop it", e);
        }
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
    public List<Leftover> leftovers() {
        // What nobody was left of stays gone; a look at all processes is for the others.
        if (ended.getCount() > 0 || (left.isEmpty() && groupIsGone())) {
            return List.of();
        }
        var table = engine.scans.now();
        var now = drain.finished() ? tree().membersWithoutPipe(table) : tree().members(table);
        if (now.isEmpty()) {
            left = List.of();
        }
        return Leftovers.of(now);
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
            left = List.of();
            return result;
        }
        return new StopResult.NotVerified("a process that this user cannot see holds its output open");
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
        lock.lock();
        try {
            released = true;
            over.countDown();
            var last = watching;
            if (last != null && last.letGo() && waiter.child() && !waiterIsGone) {
                engine.watch().reapAtItsEnd(waiter.identity().pid());
            }
        } finally {
            lock.unlock();
        }
    }
}
