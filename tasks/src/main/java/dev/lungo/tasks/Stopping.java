package dev.lungo.tasks;

import dev.lungo.tasks.Pidfd.Delivery;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One stop of one task: under its lock, with its intent on disk before the first signal; TERM, a grace, KILL, until a scan
 * finds nobody. Runs in the caller's thread.
 */
final class Stopping {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);
    private static final int FREEZING_ROUNDS = 8;
    private static final int LOOKS = 2;

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Optional<ProcessIdentity> startedWaiter;
    private final Collection<ProcessIdentity> known;
    private final Set<ProcessIdentity> told = new HashSet<>();
    private final Set<ProcessIdentity> refused = new HashSet<>();

    /** Written by the thread that stops, when it is known. */
    private Optional<ProcessIdentity> main = Optional.empty();

    /**
     * @param startedWaiter where it is known better than by the record
     * @param known processes seen to be the task's earlier
     */
    Stopping(
            Engine engine,
            TaskFolder folder,
            TaskFacts facts,
            Optional<ProcessIdentity> startedWaiter,
            Collection<ProcessIdentity> known) {
        this.engine = engine;
        this.folder = folder;
        this.facts = facts;
        this.startedWaiter = startedWaiter;
        this.known = known;
    }

    StopResult run(StopIntent.Reason reason) throws InterruptedException {
        return run(reason, () -> true);
    }

    /** @param due asked under the lock; where it says no, nothing is done and the task is told to be somebody else's */
    StopResult run(StopIntent.Reason reason, BooleanSupplier due) throws InterruptedException {
        var here = engine.machine();
        if (!here.sees(facts.machine())) {
            return new StopResult.NotVerified("it runs on another machine or in another container");
        }
        try (var _ = TaskLock.take(folder)) {
            if (!due.getAsBoolean()) {
                return new StopResult.NotVerified("somebody else looks after it now");
            }
            if (!here.boot().equals(facts.machine().boot())) {
                return new StopResult.AlreadyEnded();
            }
            if (folder.recordedEnd(facts).isPresent()) {
                if (nobodyIsLeft()) {
                    return new StopResult.AlreadyEnded();
                }
            } else {
                var intent = new StopIntent(reason, engine.clock.instant());
                engine.steps.around(TaskStep.STOP_INTENT, () -> folder.writeStopIntent(intent));
                awaitMain();
            }
            return terminate() ? new StopResult.Stopped() : kill();
        }
    }

    /** A waiter that was only just started has nobody to signal yet. */
    private void awaitMain() throws InterruptedException {
        var end = System.nanoTime() + FIRST_WORD.toNanos();
        while (Files.exists(folder.record())
                && folder.readRecord().main().isEmpty()
                && waiterRuns(engine.scans.now())
                && System.nanoTime() < end) {
            Thread.sleep(FIRST_PAUSE);
        }
    }

    /** TERM and the grace; answers whether everybody is gone. */
    private boolean terminate() throws InterruptedException {
        var end = System.nanoTime() + engine.limits.grace().toNanos();
        var pause = FIRST_PAUSE;
        resumeWaiter();
        for (var first = true; ; first = false) {
            var members = scan();
            if (gone(members) && nobodyIsLeft()) {
                return true;
            }
            askToEnd(members, first);
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) {
                return false;
            }
            Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
            pause = longer(pause);
        }
    }

    /** Somebody may have stopped it in its tracks; it has an end to write down. */
    private void resumeWaiter() {
        waiter().ifPresent(waiter -> Pidfd.signal(waiter, Signals.CONT));
    }

    /**
     * TERM for everybody at first. Who comes later may be cleaning up for a parent that had its TERM, and is left alone
     * unless the parent is gone.
     */
    private void askToEnd(List<ProcessStat> members, boolean everybody) {
        var pids = new HashSet<Long>();
        members.forEach(member -> pids.add(member.pid()));
        for (var member : members) {
            if ((everybody || !pids.contains(member.parent())) && told.add(member.identity())) {
                signal(member.identity(), Signals.TERM);
                signal(member.identity(), Signals.CONT);
            }
        }
    }

    private StopResult kill() throws InterruptedException {
        var end = System.nanoTime() + engine.limits.kill().toNanos();
        var pause = FIRST_PAUSE;
        for (var members = freeze(); ; members = freeze()) {
            if (gone(members) && nobodyIsLeft()) {
                return new StopResult.Stopped();
            }
            for (var member : members) {
                signal(member.identity(), Signals.KILL);
            }
            var out = System.nanoTime() > end;
            if (out || onlyUntouchable(members)) {
                return survived(members);
            }
            if (members.isEmpty() && pause.equals(LONGEST_PAUSE)) {
                waiter().ifPresent(waiter -> signal(waiter, Signals.KILL));
            }
            Thread.sleep(pause);
            pause = longer(pause);
        }
    }

    /** Stops everybody in their tracks, so that a tree which forks faster than it is read comes to an end. */
    private List<ProcessStat> freeze() {
        var frozen = new HashSet<ProcessIdentity>();
        var members = scan();
        for (var round = 0; round < FREEZING_ROUNDS; round++) {
            var fresh = false;
            for (var member : members) {
                if (frozen.add(member.identity())) {
                    signal(member.identity(), Signals.STOP);
                    fresh = true;
                }
            }
            if (!fresh) {
                break;
            }
            members = scanOrKill(frozen);
        }
        return members;
    }

    /** Nobody may stay frozen because this JVM cannot look any more. */
    private List<ProcessStat> scanOrKill(Set<ProcessIdentity> frozen) {
        try {
            return scan();
        } catch (RuntimeException e) {
            frozen.forEach(process -> signal(process, Signals.KILL));
            throw e;
        }
    }

    private boolean onlyUntouchable(List<ProcessStat> members) {
        return !members.isEmpty() && members.stream().allMatch(member -> refused.contains(member.identity()));
    }

    private static StopResult survived(List<ProcessStat> members) {
        return members.isEmpty()
                ? new StopResult.NotVerified("its waiter does not end")
                : new StopResult.Survived(Leftovers.of(members));
    }

    private void signal(ProcessIdentity process, int signal) {
        // Whoever runs this may be part of the task; it cannot end itself and tell of it.
        if (process.equals(ProcessIdentity.SELF) || Pidfd.signal(process, signal) == Delivery.REFUSED) {
            refused.add(process);
        }
    }

    private List<ProcessStat> scan() {
        var table = engine.scans.now();
        main = main.or(() -> folder.readRecord().main()).or(() -> leaderIn(table));
        return new ProcessTree(facts, waiter(), main, known).members(table);
    }

    /** The main process of a task whose folder is gone. */
    private Optional<ProcessIdentity> leaderIn(ProcessTable table) {
        return waiter().filter(table::runs).stream()
                .flatMap(waiter -> table.children(waiter.pid()).stream())
                .filter(child -> child.session() == child.pid())
                .map(ProcessStat::identity)
                .findFirst();
    }

    /** One look may miss who is made and gone while it reads; several in a row seldom do. */
    private boolean nobodyIsLeft() {
        for (var look = 0; look < LOOKS; look++) {
            if (!gone(scan())) {
                return false;
            }
        }
        return true;
    }

    private boolean gone(List<ProcessStat> members) {
        return members.isEmpty() && waiter().filter(ProcessIdentity::alive).isEmpty();
    }

    private boolean waiterRuns(ProcessTable table) {
        return waiter().filter(table::runs).isPresent();
    }

    private Optional<ProcessIdentity> waiter() {
        return startedWaiter.or(() -> folder.readRecord().waiter());
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
