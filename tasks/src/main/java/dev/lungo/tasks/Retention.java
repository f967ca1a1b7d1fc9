package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Removes the folders of tasks that are over for good: ended, nothing of them alive, of this machine, and old or too many.
 * One whose end nobody acknowledged counts as old later, and never while a living engine looks after it. Safe beside other engines. A removal that is cut short leaves a folder that no reader
 * takes for a task, and the next sweep removes it.
 *
 * @param closing whether it should stop as soon as it can
 */
record Retention(
        ProjectFolder project,
        Machine here,
        Scans scans,
        OutputLimits limits,
        DurableSteps steps,
        BooleanSupplier closing) {
    private static final String DRAFT = ".new-";
    private static final String TOMBSTONE = ".gone-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** An ended task that may be removed. */
    private record Over(TaskFolder folder, TaskFacts facts, boolean told, Instant at) {}

    /** Removes what may and must go, until told to stop; answers how many tasks that were. */
    int sweep(Instant now) {
        removeRemains(now);
        var due = due(over(), now);
        if (due.isEmpty()) {
            return 0;
        }
        // One look for all: they had ended before it, so whoever is left of them is in it, and nobody comes after.
        var table = scans.now();
        var removed = 0;
        for (var task : due) {
            if (closing.getAsBoolean()) {
                break;
            }
            removed += remove(task, table) ? 1 : 0;
        }
        return removed;
    }

    private List<Over> due(List<Over> over, Instant now) {
        over.sort(Comparator.comparing(Over::at).reversed());
        var due = new ArrayList<Over>();
        var told = 0;
        for (var task : over) {
            told += task.told() ? 1 : 0;
            var old = Duration.between(task.at(), now).compareTo(task.told() ? limits.age() : limits.untoldAge()) > 0;
            if (old || (task.told() && told > limits.count())) {
                due.add(task);
            }
        }
        return due;
    }

    private void removeRemains(Instant now) {
        try {
            for (var entry : PrivateFiles.list(project.path(), ".{new,gone}-*")) {
                if (closing.getAsBoolean()) {
                    return;
                }
                removeRemains(entry, now);
            }
        } catch (NoSuchFileException noTasksYet) {
            // Nothing is there that could remain.
        } catch (IOException e) {
            Log.warning("cannot look for what is left of drafts and removed tasks in " + project.path() + ": " + e);
        }
    }

    private static void removeRemains(Path entry, Instant now) {
        try {
            if (entry.getFileName().toString().startsWith(TOMBSTONE) || abandoned(entry, now)) {
                TreeRemoval.remove(entry);
            }
        } catch (NoSuchFileException somebodyElse) {
            // It is gone, as it should be.
        } catch (IOException e) {
            Log.warning("cannot remove " + entry + ", which belongs to no task any more: " + e);
        }
    }

    private static boolean abandoned(Path draft, Instant now) throws IOException {
        return draft.getFileName().toString().startsWith(DRAFT)
                && Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(now.minus(ABANDONED));
    }

    private List<Over> over() {
        var over = new ArrayList<Over>();
        for (var folder : project.all()) {
            if (closing.getAsBoolean()) {
                return new ArrayList<>();
            }
            try {
                over(folder).ifPresent(over::add);
            } catch (TaskException unknown) {
                Log.warning("it is kept: " + unknown.getMessage());
            }
        }
        return over;
    }

    private Optional<Over> over(TaskFolder folder) {
        var told = folder.told();
        if (!told && Presence.alive(project, folder.owner().token())) {
            return Optional.empty();
        }
        var facts = folder.facts();
        return here.sees(facts.machine())
                ? folder.recordedEnd(facts).map(end -> new Over(folder, facts, told, end.at()))
                : Optional.empty();
    }

    /** Looks again under the task's lock: somebody may stop what is left of it, or be at the same. */
    private boolean remove(Over task, ProcessTable table) {
        try (var lock = TaskLock.tryTake(task.folder())) {
            if (lock == null || over(task.folder()).isEmpty() || somebodyIsLeft(task, table)) {
                return false;
            }
            var tombstone = project.path()
                    .resolve(TOMBSTONE + task.facts().id() + "-"
                            + HexFormat.of()
                                    .toHexDigits(ThreadLocalRandom.current().nextLong()));
            steps.at(TaskStep.REMOVED, DurableSteps.Moment.BEFORE);
            project.markUsed(task.facts().id());
            Files.move(task.folder().path(), tombstone, StandardCopyOption.ATOMIC_MOVE);
            TreeRemoval.remove(tombstone);
            steps.at(TaskStep.REMOVED, DurableSteps.Moment.AFTER);
            return true;
        } catch (NoSuchFileException somebodyElse) {
            return false;
        } catch (IOException | TaskException e) {
            Log.warning("cannot remove " + task.folder().path() + ": " + e);
            return false;
        }
    }

    private boolean somebodyIsLeft(Over task, ProcessTable table) {
        if (!here.boot().equals(task.facts().machine().boot())) {
            return false;
        }
        var record = task.folder().readRecord();
        var tree = new ProcessTree(task.facts(), record.waiter(), record.main(), List.of());
        return !tree.members(table).isEmpty();
    }
}
