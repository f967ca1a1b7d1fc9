package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tasks that an engine started or adopted, oldest first. Of those that are over and told, with nothing left to look
 * after, only the newest stay in memory: the disk has the others. Safe for any thread.
 */
final class OwnTasks {
    private static final int REMEMBERED = 200;

    private final ReentrantLock lock = new ReentrantLock();

    /** All three guarded by the lock. */
    private final Map<TaskId, LiveTask> tasks = new LinkedHashMap<>();

    private final Set<Path> changedBefore = new LinkedHashSet<>();

    private final Map<TaskId, LiveTask> told = new LinkedHashMap<>();

    void add(LiveTask task) {
        lock.lock();
        try {
            tasks.put(task.id(), task);
        } finally {
            lock.unlock();
        }
    }

    /** Guarded paths that were changed while nobody looked; each is answered once. */
    Set<Path> changedLate(Prints prints) {
        // Before anything is taken: who cannot look has lost nothing.
        all().forEach(task -> task.lookAgain(prints));
        var changed = new LinkedHashSet<Path>();
        all().forEach(task -> changed.addAll(task.late().take()));
        lock.lock();
        try {
            changed.addAll(changedBefore);
            changedBefore.clear();
        } finally {
            lock.unlock();
        }
        return changed;
    }

    /** What is to be told with the end of another: by tasks at whose end no engine was there, or what no start has told. */
    void changedBefore(Collection<Path> paths) {
        lock.lock();
        try {
            changedBefore.addAll(paths);
        } finally {
            lock.unlock();
        }
    }

    void remove(LiveTask task) {
        lock.lock();
        try {
            tasks.remove(task.id());
        } finally {
            lock.unlock();
        }
    }

    /** The ends of these were told; forgets the oldest of them where there are too many. */
    void told(Collection<TaskId> ids) {
        lock.lock();
        try {
            for (var id : ids) {
                var task = tasks.get(id);
                if (task != null) {
                    told.put(id, task);
                }
            }
            var surplus = told.size() - REMEMBERED;
            if (surplus > 0) {
                var forgotten = told.values().stream()
                        .filter(OwnTasks::isOver)
                        .limit(surplus)
                        .map(LiveTask::id)
                        .toList();
                told.keySet().removeAll(forgotten);
                tasks.keySet().removeAll(forgotten);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who was left at the end may have gone since: looked up for the few that are in question. */
    private static boolean isOver(LiveTask task) {
        return !task.leavesSomething() || (task.leftovers().isEmpty() && !task.leavesSomething());
    }

    Optional<Task> find(TaskId id) {
        lock.lock();
        try {
            return Optional.ofNullable(tasks.get(id));
        } finally {
            lock.unlock();
        }
    }

    List<LiveTask> all() {
        lock.lock();
        try {
            return new ArrayList<>(tasks.values());
        } finally {
            lock.unlock();
        }
    }
}
