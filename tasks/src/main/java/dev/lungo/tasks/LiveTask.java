package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A task that this engine started and watches. */
final class LiveTask implements Task {
    private static final System.Logger LOG = System.getLogger(LiveTask.class.getName());
    private static final Duration PUBLISHING = Duration.ofSeconds(5);

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Command command;
    private final ProcessIdentity waiter;
    private final int waiterPidfd;
    private final Drain drain;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Open at the end, and when the engine lets go of the task. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();

    /** The next two are written under the lock. */
    private @Nullable ProcessWatch watching;

    private boolean released;

    /** Written once, by the thread that finds the end, before the state. */
    private volatile List<ProcessStat> left = List.of();

    /** Written once, by the thread that finds the end. */
    private volatile TaskState state = new TaskState.Running();

    LiveTask(Engine engine, TaskFolder folder, TaskFacts facts, Command command, Waiter waiter, Drain drain) {
        this.engine = engine;
        this.folder = folder;
        this.facts = facts;
        this.command = command;
        this.waiter = waiter.identity();
        waiterPidfd = waiter.pidfd();
        this.drain = drain;
    }

    /** Begins to watch; the listener may be told from now on. */
    void watch() {
        watch(waiterPidfd, this::waiterGone);
        var passed = Duration.between(facts.created(), engine.clock.instant());
        var untilDeadline = TimeUnit.NANOSECONDS.convert(facts.deadline().minus(passed));
        Thread.ofVirtual().name("lungo-deadline-" + facts.id()).start(() -> enforce(untilDeadline));
    }

    private void watch(int pidfd, Runnable gone) {
        lock.lock();
        try {
            if (released) {
                Descriptors.close(pidfd);
            } else {
                watching = new ProcessWatch(engine.watch(), pidfd, () -> ends(gone));
            }
        } finally {
            lock.unlock();
        }
    }

    /** An end that cannot be read must be an end all the same, or somebody waits for ever. */
    private void ends(Runnable finding) {
        try {
            finding.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot tell how task " + facts.id() + " ended", e);
            publish(new TaskState.Lost("its end cannot be read: " + e.getMessage(), engine.clock.instant()));
        }
    }

    /** Runs in a virtual thread of its own. */
    private void waiterGone() {
        Pidfd.reap(waiter.pid());
        var record = folder.readRecord();
        if (record.status().isEmpty() && record.main().isPresent()) {
            var main = record.main().get();
            var pidfd = Pidfd.open(main.pid());
            if (pidfd >= 0 && main.alive()) {
                watch(pidfd, this::finish);
                return;
            }
            if (pidfd >= 0) {
                Descriptors.close(pidfd);
            }
        }
        finish();
    }

    /** Runs once, in a virtual thread of its own, when the main process is gone. */
    private void finish() {
        var found = tree().membersWithoutPipe(engine.scans.now());
        try {
            if (!drain.settle(engine.limits.settle())) {
                LOG.log(System.Logger.Level.WARNING, "the output of task " + facts.id() + " is late; its end is told");
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
        // The first scan ran while the drain came to its end; only if it did not, somebody holds the pipe.
        left = drain.finished() ? found : tree().members(engine.scans.now());
        publish(folder.recordedEnd(facts)
                .orElseGet(() -> folder.markLost("its waiter was killed", engine.clock.instant())));
    }

    private void publish(TaskState.End end) {
        state = end;
        ended.countDown();
        over.countDown();
        engine.announcer.announce(this, end);
    }

    private ProcessTree tree() {
        return new ProcessTree(facts, Optional.of(waiter), folder.readRecord().main(), List.of());
    }

    private void enforce(long nanosUntilDeadline) {
        try {
            if (!over.await(nanosUntilDeadline, TimeUnit.NANOSECONDS)) {
                var result = stop(StopIntent.Reason.DEADLINE);
                LOG.log(System.Logger.Level.DEBUG, "the deadline of task {0} passed: {1}", facts.id(), result);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
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
        return facts.session();
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
        return Leftovers.of(left);
    }

    @Override
    public StopResult stop(Cause.Requester by) throws InterruptedException {
        return stop(StopIntent.Reason.of(by));
    }

    private StopResult stop(StopIntent.Reason reason) throws InterruptedException {
        var known = left.stream().map(ProcessStat::identity).toList();
        var result = new Stopping(engine, folder, facts, Optional.of(waiter), known).run(reason);
        // Nothing is left to wait for but the thread that is about to publish the end.
        var _ = ended.await(PUBLISHING.toMillis(), TimeUnit.MILLISECONDS);
        return switch (result) {
            case StopResult.Stopped stopped -> verified(stopped);
            case StopResult.AlreadyEnded nobody -> verified(nobody);
            case StopResult.Survived survived -> survived;
            case StopResult.NotVerified unknown -> unknown;
        };
    }

    /** A pipe that somebody can still write into belies a scan that found nobody. */
    private StopResult verified(StopResult result) throws InterruptedException {
        return drain.awaitFinished(PUBLISHING)
                ? result
                : new StopResult.NotVerified("a process that this user cannot see holds its output open");
    }

    /** Whether the engine has to stop something before it may go. */
    boolean leavesSomething() {
        return ended.getCount() > 0 || !left.isEmpty() || !drain.finished();
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
            if (last != null) {
                last.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
