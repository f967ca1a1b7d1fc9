package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A task as the disk tells it, whoever started it; asks the disk and the kernel anew each time. */
final class FoundTask implements Task {
    private static final Duration STARTING = Duration.ofSeconds(10);
    private static final Duration FOREIGN_PAUSE = Duration.ofMillis(200);

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Command command;

    FoundTask(Engine engine, TaskFolder folder) {
        this.engine = engine;
        this.folder = folder;
        facts = folder.facts();
        command = facts.command(folder.commandLine());
    }

    @Override
    public TaskState state() {
        return state(true);
    }

    /** As {@link #state()}, for who knows that nobody is about to make its first process any more. */
    TaskState settledState() {
        return state(false);
    }

    private TaskState state(boolean mayBeStarting) {
        var recorded = folder.recordedEnd(facts);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        var here = engine.machine();
        if (!here.sees(facts.machine())) {
            return new TaskState.Running();
        }
        if (!here.boot().equals(facts.machine().boot())) {
            return lost("the machine was restarted");
        }
        if (somebodyCanEndIt(mayBeStarting)) {
            return new TaskState.Running();
        }
        // Nobody is left who could write an end: what is there now is the last word.
        return folder.recordedEnd(facts).orElseGet(() -> lost(why()));
    }

    private TaskState.End lost(String why) {
        return engine.lost(folder, why);
    }

    private boolean somebodyCanEndIt(boolean mayBeStarting) {
        if (folder.readRecord().waiter().filter(ProcessIdentity::alive).isPresent()) {
            return true;
        }
        // What the main process says of itself is read after its waiter was seen to be gone, or it could be missed.
        var record = folder.readRecord();
        return record.main().isPresent()
                ? record.main().filter(ProcessIdentity::alive).isPresent()
                : (mayBeStarting && starting(record))
                        || !tree(record).members(engine.scans.now()).isEmpty();
    }

    private String why() {
        return folder.readRecord().waiter().isPresent()
                ? "its waiter was killed"
                : "it never began: who started it was killed";
    }

    private ProcessTree tree(WaiterRecord record) {
        return new ProcessTree(facts, record.waiter(), record.main(), List.of());
    }

    /** The process whose end is the next news: the waiter, or the main process where the waiter was killed. */
    private Optional<ProcessIdentity> living() {
        var record = folder.readRecord();
        return record.waiter()
                .filter(ProcessIdentity::alive)
                .or(() -> record.main().filter(ProcessIdentity::alive));
    }

    /** Between the folder and the first word of the waiter there is a moment without any process. */
    private boolean starting(WaiterRecord record) {
        var passed = Duration.between(facts.created(), engine.clock.instant());
        return record.waiter().isEmpty() && passed.abs().compareTo(STARTING) < 0;
    }

    @Override
    public TaskState await(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
        for (var state = state(); ; state = state()) {
            var left = end - System.nanoTime();
            if (state instanceof TaskState.End || left <= 0) {
                return state;
            }
            var process = living();
            if (process.isPresent()) {
                awaitEnd(process.get(), left);
            } else {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, FOREIGN_PAUSE.toNanos()));
            }
        }
    }

    private void awaitEnd(ProcessIdentity process, long nanos) throws InterruptedException {
        var pidfd = Pidfd.open(process.pid());
        if (pidfd < 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(nanos, FOREIGN_PAUSE.toNanos()));
            return;
        }
        var gone = new CountDownLatch(1);
        try (var _ = new ProcessWatch(engine.watch(), pidfd, gone::countDown)) {
            if (process.alive()) {
                var _ = gone.await(nanos, TimeUnit.NANOSECONDS);
            }
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
        return folder.owner().session();
    }

    @Override
    public Lifetime lifetime() {
        return folder.owner().lifetime();
    }

    @Override
    public boolean attended() {
        return Presence.attends(engine, folder);
    }

    @Override
    public boolean isForeign() {
        return !engine.machine().sees(facts.machine());
    }

    @Override
    public Optional<Duration> graceLeft() {
        var owner = folder.owner();
        return owner.lifetime() == Lifetime.SESSION
                        && !isForeign()
                        && engine.machine().boot().equals(facts.machine().boot())
                ? Presence.orphanedAt(folder.project(), owner.token())
                        .map(since -> since.plus(engine.settings.orphanGrace()).minus(BootTime.now()))
                        .map(left -> left.isNegative() ? Duration.ZERO : left)
                : Optional.empty();
    }

    @Override
    public void keep() throws InterruptedException {
        var _ = new Ownership(engine, folder).keep();
    }

    @Override
    public Instant startedAt() {
        return facts.created();
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
    public List<Path> guardedChanges() {
        return new GuardedPaths(folder).changes();
    }

    /** Guarded paths that changed by a task at whose end nobody was there; whoever asks first hears of them. */
    List<Path> changedUnseen() {
        var isOver = facts.confinement().isPresent()
                && !folder.hasChanges()
                && state() instanceof TaskState.End
                && engine.machine().sees(facts.machine())
                && !attended();
        if (!isOver) {
            return List.of();
        }
        new SandboxRemains(folder, facts.confinement()).noticeChanges();
        return guardedChanges();
    }

    @Override
    public List<Leftover> leftovers() {
        var here = engine.machine();
        if (!(state() instanceof TaskState.End)
                || !here.sees(facts.machine())
                || !here.boot().equals(facts.machine().boot())) {
            return List.of();
        }
        var record = folder.readRecord();
        var remains = new SandboxRemains(folder, facts.confinement());
        return Leftovers.of(remains.withoutKeeper(tree(record).members(engine.scans.now())));
    }

    @Override
    public StopResult stop(Cause.Requester by) throws InterruptedException {
        return new Stopping(engine, folder, facts, Optional.empty(), List.of()).run(StopIntent.Reason.of(by));
    }
}
