package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The entry point of the engine: starts commands as tasks, keeps them on disk, tells a listener when they end and stops
 * them without leaving anything behind.
 *
 * <pre>{@code
 * try (var tasks = Tasks.open(folder)) {
 *     var task = tasks.start(Command.shell("mvn -q verify"));
 *     task.await(Duration.ofMinutes(5));
 * }
 * }</pre>
 */
public final class Tasks implements AutoCloseable {
    private Tasks() {}

    /** Opens the engine on a folder of its own, created where it is missing, without a session or a listener. */
    public static Tasks open(Path folder) {
        return open(folder, "", (task, end) -> {});
    }

    /**
     * Opens the engine.
     *
     * @param folder a project's task folders live here
     * @param session owns the tasks started here
     * @param listener told of every end
     */
    public static Tasks open(Path folder, String session, TaskListener listener) {
        throw new TaskException("being built: " + folder + session + listener);
    }

    /** Starts a command; answers when its waiter runs, without waiting for the command. */
    public Task start(Command command) {
        throw new TaskException("being built: " + command);
    }

    /** A task that was started here. */
    public Optional<Task> find(TaskId id) {
        throw new TaskException("being built: " + id);
    }

    /** The tasks started here, oldest first. */
    public List<Task> list() {
        throw new TaskException("being built");
    }

    /**
     * Every task in the folder, whoever owns it, oldest first, as the disk tells it; those of other sessions can be read
     * and stopped, but their ends are not announced here.
     */
    public List<Task> onDisk() {
        throw new TaskException("being built");
    }

    /** Stops the running tasks that were started here, side by side, and ends the engine's threads. */
    @Override
    public void close() {}
}
