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

    /** A waiter that has nobody left to wait for writes down the end; on a busy machine that takes a while. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private static final int FREEZING_ROUNDS = 8;
    private static final int LOOKS = 2;

    private final Engine engine;
    private final TaskFolder folder;
    private final TaskFacts facts;
    private final Optional<ProcessIdentity> startedWaiter;
    private final Collection<ProcessIdentity> known;
    private final Set<ProcessIdentity> told = new HashSet<>();
    private final Set<ProcessIdentity> refused = new HashSet<>();
    private final Set<ProcessIdentity> seen = new HashSet<>();
    private final Optional<TaskGroup> group;
    private final Doubts doubts;

    /** Written by the thread that stops, when it is known. */
    private Optional<ProcessIdentity> main = Optional.empty();

    /** Whether the kernel ended the whole group, whoever is in it; written by the thread that stops. */
    private boolean groupKilled;

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
        group = TaskGroup.of(facts);
        doubts = new Doubts(this::commandLine);
    }

    /** Nothing in the folder may keep anybody from stopping the task; an unreadable line only leaves the doubts out. */
    private String commandLine() {
        try {
            return folder.commandLine();
        } catch (TaskException e) {
            Log.warning("what the command of " + folder.path() + " gave to others is not known", e);
            return "";
        }
    }

    StopResult run(StopIntent.Reason reason) throws InterruptedException {
        return run(reason, () -> true);
    }

    /** @param due asked under the lock; where it says no, nothing is done and the task is told to be somebody else's */
    StopResult run(StopIntent.Reason reason, BooleanSupplier due) throws InterruptedException {
        if (!engine.machine().sees(facts.machine())) {
            return new StopResult.NotVerified("it runs on another machine or in another container");
        }
        try (var _ = TaskLock.take(folder)) {
            return runLocked(reason, due);
        }
    }

    private StopResult runLocked(StopIntent.Reason reason, BooleanSupplier due) throws InterruptedException {
        try {
            if (!due.getAsBoolean()) {
                return new StopResult.NotVerified("somebody else looks after it now");
            }
            if (!engine.machine().boot().equals(facts.machine().boot())) {
                return new StopResult.AlreadyEnded();
            }
            if (folder.recordedEnd(facts).isPresent()) {
                if (nobodyIsLeft()) {
                    return gone(new StopResult.AlreadyEnded());
                }
            } else {
                var intent = new StopIntent(reason, engine.clock.instant());
                engine.steps.around(TaskStep.STOP_INTENT, () -> folder.writeStopIntent(intent));
                awaitMain();
            }
            return terminate() || kill() ? gone(new StopResult.Stopped()) : survived(scan());
        } finally {
            group.ifPresent(TaskGroup::thaw);
        }
    }

    /** A scan found nobody; whether that says it all is another question. */
    private StopResult gone(StopResult verified) {
        group.ifPresent(TaskGroup::remove);
        var contained = folder.readRecord().contained();
        return doubts.say(contained)
                .<StopResult>map(StopResult.NotVerified::new)
                .orElse(verified);
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
            if ((everybody || !pids.contains(member.parent()))
                    && !speaksForOthers(member)
                    && told.add(member.identity())) {
                signal(member, Signals.TERM);
                signal(member, Signals.CONT);
            }
        }
    }

    /** Of a strong sandbox the main process stands outside: it ends after the command, and tells how that ended. */
    private boolean speaksForOthers(ProcessStat member) {
        return facts.confinement()
                        .filter(limits -> limits.strength() == Confinement.Strength.STRONG)
                        .isPresent()
                && main.filter(member.identity()::equals).isPresent();
    }

    /** Answers whether everybody is gone. */
    private boolean kill() throws InterruptedException {
        var end = System.nanoTime() + engine.limits.kill().toNanos();
        var last = System.nanoTime() + LAST_WORD.toNanos();
        var pause = FIRST_PAUSE;
        for (var members = freeze(); ; members = freeze()) {
            if (gone(members) && nobodyIsLeft()) {
                return true;
            }
            for (var member : members) {
                signal(member, Signals.KILL);
            }
            if (System.nanoTime() > end || onlyUntouchable(members)) {
                return false;
            }
            if (!members.isEmpty()) {
                last = System.nanoTime() + LAST_WORD.toNanos();
            } else if (System.nanoTime() > last) {
                waiter().ifPresent(waiter -> Pidfd.signal(waiter, Signals.KILL));
            }
            Thread.sleep(pause);
            pause = longer(pause);
        }
    }

    /**
     * Stops everybody in their tracks, so that a tree which forks faster than it is read comes to an end. The kernel kills
     * a whole group at once, or holds it still.
     */
    private List<ProcessStat> freeze() {
        group.filter(ours -> !ours.pids().contains(ProcessIdentity.SELF.pid())).ifPresent(this::end);
        var frozen = new HashSet<ProcessIdentity>();
        var members = scan();
        for (var round = 0; round < FREEZING_ROUNDS; round++) {
            var fresh = false;
            for (var member : members) {
                if (frozen.add(member.identity())) {
                    signal(member, Signals.STOP);
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

    private void end(TaskGroup group) {
        groupKilled = group.exists() && group.kill();
        if (!groupKilled) {
            group.freeze();
        }
    }

    /** Nobody may stay frozen because this JVM cannot look any more. */
    private List<ProcessStat> scanOrKill(Set<ProcessIdentity> frozen) {
        try {
            return scan();
        } catch (RuntimeException e) {
            frozen.forEach(process -> Pidfd.signal(process, Signals.KILL));
            throw e;
        }
    }

    private boolean onlyUntouchable(List<ProcessStat> members) {
        return !groupKilled
                && !members.isEmpty()
                && members.stream().allMatch(member -> refused.contains(member.identity()));
    }

    private StopResult survived(List<ProcessStat> members) {
        if (!members.isEmpty()) {
            return new StopResult.Survived(Leftovers.of(members));
        }
        return new StopResult.NotVerified(
                waiter().filter(ProcessIdentity::alive).isPresent()
                        ? "its waiter does not end"
                        : "somebody is in its control group whom no scan shows");
    }

    private void signal(ProcessStat process, int signal) {
        // Whoever runs this may be part of the task; it cannot end itself and tell of it.
        if (process.identity().equals(ProcessIdentity.SELF)) {
            refused.add(process.identity());
        } else if (Pidfd.signal(process.identity(), signal) == Delivery.REFUSED && refused.add(process.identity())) {
            doubts.untouchable(process);
        }
    }

    private List<ProcessStat> scan() {
        var table = engine.scans.now();
        main = main.or(() -> folder.readRecord().main()).or(() -> leaderIn(table));
        var members = new ProcessTree(facts, waiter(), main, known).members(table);
        members.stream().filter(member -> seen.add(member.identity())).forEach(doubts::seen);
        return members;
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
        return members.isEmpty()
                && waiter().filter(ProcessIdentity::alive).isEmpty()
                && group.filter(TaskGroup::populated).isEmpty();
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
