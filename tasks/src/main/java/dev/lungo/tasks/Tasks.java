package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

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
    private final Engine engine;
    private final ProjectFolder project;
    private final TaskStarter starter;

    /** Starts share it, the end of the engine has it alone: no task slips in while the others are stopped. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    /** Oldest first. */
    private final Map<TaskId, LiveTask> started = Collections.synchronizedMap(new LinkedHashMap<>());

    /** Written by {@link #end}. */
    private boolean closed;

    /** Open when the engine has ended. */
    private final CountDownLatch gone = new CountDownLatch(1);

    private Tasks(Path folder, String session, TaskListener listener, TaskLimits limits, InstantSource clock) {
        engine = new Engine(limits, clock, listener);
        project = new ProjectFolder(folder.toAbsolutePath());
        starter = new TaskStarter(engine, project, session);
    }

    /** Opens the engine on a folder of its own, created where it is missing, without a session or a listener. */
    public static Tasks open(Path folder) {
        return open(folder, "", (task, end) -> {});
    }

    /**
     * Opens the engine; cheap, nothing is looked up or loaded before it is needed.
     *
     * @param folder a project's task folders live here; created at the first start, may be shared by several engines
     * @param session any name for who owns the tasks started here; engines that share a folder are told apart by it
     * @param listener told of every end
     */
    public static Tasks open(Path folder, String session, TaskListener listener) {
        return open(folder, session, listener, TaskLimits.DEFAULT, InstantSource.system());
    }

    /**
     * Opens the engine with patience and a clock of the caller's choice.
     *
     * @param clock dates tasks; waiting and deadlines go by the machine's own time
     */
    public static Tasks open(
            Path folder, String session, TaskListener listener, TaskLimits limits, InstantSource clock) {
        return new Tasks(folder, session, listener, limits, clock);
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
        var pipe = Descriptors.pipe();
        Descriptors.close(pipe.write());
        Descriptors.close(pipe.read());
        var _ = Environment.of(Command.shell("true"), "");
        var _ = engine.scans.now();
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
            var task = starter.start(command);
            started.put(task.id(), task);
            try {
                task.watch();
            } catch (TaskException e) {
                started.remove(task.id());
                throw e;
            }
            return task;
        } finally {
            open.readLock().unlock();
        }
    }

    /** A task that was started here. */
    public Optional<Task> find(TaskId id) {
        return Optional.ofNullable(started.get(id));
    }

    /** The tasks started here, oldest first. */
    public List<Task> list() {
        return List.copyOf(mine());
    }

    private List<LiveTask> mine() {
        synchronized (started) {
            return List.copyOf(started.values());
        }
    }

    /**
     * Every task in the folder, whoever owns it, oldest first, as the disk tells it; those of other sessions can be read
     * and stopped, but their ends are not announced here. A folder that cannot be read as a task, because a newer Lungo
     * wrote it or it is damaged, is left out and logged.
     */
    public List<Task> onDisk() {
        var tasks = new ArrayList<Task>();
        for (var folder : project.all()) {
            try {
                tasks.add(new FoundTask(engine, folder));
            } catch (TaskException e) {
                Log.warning("left out of the list of tasks: " + e.getMessage());
            }
        }
        tasks.sort(Comparator.comparing(Task::startedAt)
                .thenComparing(task -> task.id().value()));
        return tasks;
    }

    /**
     * Stops the running tasks that were started here and what the ended ones left behind, side by side, tells the listener
     * and ends the engine's threads. Takes as long as the stops and the listener take, also for who calls it a second time
     * meanwhile; a listener that calls it does not wait for itself.
     */
    @Override
    public void close() {
        end(task -> {
            try {
                stop(task);
            } finally {
                task.abandon();
            }
        });
    }

    /**
     * Ends the engine's threads and lets go of its tasks, which run on and write down their ends; for a program that is
     * about to end, as its children wait for it to reap them. The tasks' objects stand still from then on;
     * {@link #onDisk} of another engine tells how they go on.
     */
    public void leave() {
        end(LiveTask::leave);
    }

    private void end(Consumer<LiveTask> farewell) {
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

    private void sayFarewell(Consumer<LiveTask> farewell) {
        var threads = mine().stream()
                .filter(LiveTask::leavesSomething)
                .map(task -> Thread.ofVirtual().start(() -> farewell.accept(task)))
                .toList();
        threads.forEach(Threads::join);
        engine.close();
    }

    private static void stop(LiveTask task) {
        try {
            var result = task.stop(Cause.Requester.OWNER);
            if (result instanceof StopResult.Survived || result instanceof StopResult.NotVerified) {
                Log.warning("task " + task.id() + " outlives its engine: " + result);
            }
        } catch (TaskException e) {
            Log.error("task " + task.id() + " could not be stopped and outlives its engine", e);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
