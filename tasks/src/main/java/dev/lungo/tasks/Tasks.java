package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/**
 * The entry point of the engine: starts commands as tasks, keeps them on disk, tells a listener when they end and stops
 * them without leaving anything behind. Safe for use by any thread.
 *
 * <pre>{@code
 * try (var tasks = Tasks.open(folder)) {
 *     var task = tasks.start(Command.shell("mvn -q verify"));
 *     task.await(Duration.ofMinutes(5));
 * }
 * }</pre>
 *
 * <p>It calls the C library: start the JVM with {@code --enable-native-access=dev.lungo.tasks}, or {@code =ALL-UNNAMED} where
 * it is on the class path. It runs on Linux; elsewhere the first start throws a {@link TaskException} that says so. A JVM
 * that ends without {@link #close} leaves its tasks running. An interrupt of the caller disturbs no method but those that
 * throw {@link InterruptedException}.
 */
public final class Tasks implements AutoCloseable {
    private static final Comparator<Task> OLDEST_FIRST = Comparator.comparing(Task::startedAt)
            .thenComparing(task -> task.id().value());

    private final Engine engine;
    private final ProjectFolder project;
    private final Presence presence;
    private final String session;
    private final TaskStarter starter;
    private final Adoption adoption;

    /** Starts share it, the end of the engine has it alone: no task slips in while the others are stopped. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private final OwnTasks own = new OwnTasks();

    /** Written by {@link #end}. */
    private boolean closed;

    /** Open when the engine has ended. */
    private final CountDownLatch gone = new CountDownLatch(1);

    private Tasks(Path folder, String session, TaskListener listener, TaskSettings settings) {
        engine = new Engine(settings, listener);
        project = new ProjectFolder(folder.toAbsolutePath());
        presence = new Presence(engine, project);
        this.session = session;
        starter = new TaskStarter(engine, project, presence, Owner.checked(session));
        adoption = new Adoption(engine, presence, session);
    }

    /** Opens the engine on a folder of its own, created where it is missing, without a session or a listener. */
    public static Tasks open(Path folder) {
        return open(folder, "", (task, end) -> {});
    }

    /**
     * Opens the engine; cheap, nothing is looked up or loaded before it is needed.
     *
     * @param folder a project's task folders live here; created at the first start, may be shared by several engines
     * @param session any name for who owns the tasks started here, at most 128 bytes; engines that share a folder are told
     *     apart by it, and a later engine of the same name can {@link #adopt()} what this one leaves
     * @param listener told of every end
     * @throws IllegalArgumentException for a name that is too long
     */
    public static Tasks open(Path folder, String session, TaskListener listener) {
        return open(folder, session, listener, TaskSettings.DEFAULT);
    }

    /** Opens the engine with settings of the caller's choice. */
    public static Tasks open(Path folder, String session, TaskListener listener, TaskSettings settings) {
        return new Tasks(folder, session, listener, settings);
    }

    /**
     * Loads what the first start would have to load, which takes 70 to 150 ms; for a background thread of a program that
     * wants its first start to be fast. Not calling it is fine.
     *
     * @throws TaskException where tasks cannot run, with what is missing
     */
    public void warmUp() {
        var _ = engine.platform();
        var _ = engine.machine();
        var _ = engine.watch();
        var _ = engine.groups.place();
        var pipe = Descriptors.pipe();
        Descriptors.close(pipe.write());
        Descriptors.close(pipe.read());
        var _ = Environment.of(Command.shell("true"), Map.of(), "");
        var _ = engine.scans.now();
        var _ = Landlock.version();
    }

    /**
     * Starts a command; answers when its waiter runs, without waiting for the command.
     *
     * @throws TaskException when it cannot be started, and nothing of it is left, or the message says what is
     */
    public Task start(Command command) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new TaskException("the engine is closed; '" + command.line() + "' was not started");
            }
            var prints = new Prints();
            var late = LateChanges.of(command.confinement().isPresent() ? own.changedLate(prints) : List.of(), prints);
            try {
                var task = start(command, late);
                own.changedBefore(late.untold());
                return task;
            } catch (RuntimeException e) {
                own.changedBefore(late.all());
                throw e;
            }
        } finally {
            open.readLock().unlock();
        }
    }

    private Task start(Command command, LateChanges late) {
        var task = starter.start(command, late);
        own.add(task);
        try {
            task.watchOrUndo();
        } catch (TaskException e) {
            own.remove(task);
            throw e;
        }
        return task;
    }

    /**
     * Takes over the tasks of this session that an engine of its name left behind, which died or let go: from now on they
     * are this engine's own, those that ended and left somebody running included. The listener is told of those that ended
     * meanwhile, unless their ends were {@linkplain #acknowledge acknowledged}. What cannot be taken over, such as a task that a living engine looks after, is
     * left alone and logged.
     *
     * @return those that were taken over, oldest first
     */
    public List<Task> adopt() throws InterruptedException {
        var adopted = new ArrayList<Task>();
        var table = engine.scans.now();
        for (var folder : project.all()) {
            try {
                if (own.find(folder.id()).isEmpty() && adoption.isDue(folder, table)) {
                    adopted.add(adopt(folder, table));
                }
            } catch (TaskException e) {
                Log.warning("not adopted: " + e.getMessage());
            }
        }
        adopted.sort(OLDEST_FIRST);
        return adopted;
    }

    /**
     * Takes over one task of any session, because somebody said so.
     *
     * @throws TaskException where there is none, where a living engine looks after it, or where it runs on another machine
     */
    public Task adopt(TaskId id) throws InterruptedException {
        var known = own.find(id);
        return known.isPresent()
                ? known.get()
                : adopt(
                        project.find(id)
                                .orElseThrow(
                                        () -> new TaskException("there is no task " + id + " in " + project.path())),
                        engine.scans.now());
    }

    private Task adopt(TaskFolder folder, ProcessTable table) throws InterruptedException {
        open.readLock().lock();
        try {
            if (closed) {
                throw new TaskException("the engine is closed; " + folder.path() + " was not adopted");
            }
            return adoption.take(folder, table, own);
        } finally {
            open.readLock().unlock();
        }
    }

    /**
     * Says that these ends were told and need no telling again: {@link #adopt()} of a later engine passes them over, and
     * their folders may be removed in time. Unknown ids, and tasks that have not ended, are passed over.
     */
    public void acknowledge(Collection<TaskId> ids) {
        for (var id : ids) {
            own.find(id)
                    .filter(task -> task.state() instanceof TaskState.End)
                    .flatMap(task -> project.find(id))
                    .filter(folder -> !folder.told())
                    .ifPresent(folder -> engine.steps.around(TaskStep.TOLD, folder::markTold));
        }
        own.told(ids);
    }

    /**
     * Looks after what others left in the folder: the tasks of engines that died get a warden where they have none, and what
     * those that ended since did to guarded paths is told with the end of the next confined one. For a background thread,
     * now and then.
     */
    public void tidy() {
        var tokens = new HashSet<String>();
        for (var task : found()) {
            try {
                own.changedBefore(task.changedUnseen());
                // What runs elsewhere is guarded there: locks do not reach as far as folders do.
                if (!task.isForeign() && task.state() instanceof TaskState.Running && !task.attended()) {
                    tokens.add(new TaskFolder(task.folder()).owner().token());
                }
            } catch (TaskException e) {
                Log.warning("task " + task.id() + " cannot be looked at", e);
            }
        }
        for (var token : tokens) {
            try {
                Presence.guard(engine, project, token);
            } catch (TaskException e) {
                Log.warning("tasks of engine " + token + " in " + project.path() + " have no warden", e);
            }
        }
    }

    /** A task that was started or adopted here; of those long over, as the disk tells it. */
    public Optional<Task> find(TaskId id) {
        return own.find(id)
                .or(() -> project.find(id)
                        .map(folder -> (Task) new FoundTask(engine, folder))
                        .filter(task -> task.session().equals(session)));
    }

    /** The tasks that were started or adopted here, oldest first; of those that are over and told, the newest. */
    public List<Task> list() {
        return List.copyOf(own.all());
    }

    /**
     * Every task in the folder, whoever owns it, oldest first, as the disk tells it; those of other sessions can be read
     * and stopped, but their ends are not announced here. A folder that cannot be read as a task, because a newer Lungo
     * wrote it or it is damaged, is left out and logged.
     */
    public List<Task> onDisk() {
        return List.copyOf(found());
    }

    private List<FoundTask> found() {
        var tasks = new ArrayList<FoundTask>();
        for (var folder : project.all()) {
            try {
                tasks.add(new FoundTask(engine, folder));
            } catch (TaskException e) {
                Log.warning("left out of the list of tasks: " + e.getMessage());
            }
        }
        tasks.sort(OLDEST_FIRST);
        return tasks;
    }

    /**
     * Stops the running tasks of {@link Lifetime#SESSION} that are this engine's own and what the ended ones left behind,
     * side by side, tells the listener and ends the engine's threads; what is {@link Lifetime#PERSISTENT} runs on. Takes as
     * long as the stops and the listener take, also for who calls it a second time meanwhile; a listener that calls it does
     * not wait for itself.
     */
    @Override
    public void close() {
        end(Tasks::farewell);
    }

    /**
     * Ends the engine's threads and lets go of its tasks, which run on and write down their ends. The grace begins after
     * which they are stopped unless somebody adopts them. The tasks' objects stand still from then on; {@link #onDisk} of another engine tells how they go on.
     */
    public void leave() {
        end(task -> {
            task.leave();
            return true;
        });
    }

    /** @param farewell answers whether something goes on that somebody has to look after */
    private void end(Predicate<LiveTask> farewell) {
        boolean first;
        open.writeLock().lock();
        try {
            first = !closed;
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
        if (first) {
            try {
                sayFarewell(farewell);
            } finally {
                gone.countDown();
            }
        } else if (!engine.announcer.isHere()) {
            Threads.await(gone);
        }
    }

    private void sayFarewell(Predicate<LiveTask> farewell) {
        var goesOn = new AtomicBoolean();
        var threads = own.all().stream()
                .filter(LiveTask::leavesSomething)
                .map(task -> Thread.ofVirtual().start(() -> {
                    if (farewell.test(task)) {
                        goesOn.set(true);
                    }
                }))
                .toList();
        threads.forEach(Threads::join);
        presence.close(goesOn.get());
        engine.close();
    }

    private static boolean farewell(LiveTask task) {
        if (task.lifetime() == Lifetime.PERSISTENT) {
            task.leave();
            return true;
        }
        try {
            return !stopped(task);
        } finally {
            task.abandon();
        }
    }

    private static boolean stopped(LiveTask task) {
        try {
            var result = task.stop(Cause.Requester.OWNER);
            if (result instanceof StopResult.Survived || result instanceof StopResult.NotVerified) {
                Log.warning("task " + task.id() + " outlives its engine: " + result);
                return false;
            }
            return true;
        } catch (TaskException e) {
            Log.error("task " + task.id() + " could not be stopped and outlives its engine", e);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
