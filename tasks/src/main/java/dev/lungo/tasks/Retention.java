package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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

/**
 * Removes the folders of tasks that are over for good: ended, their end acknowledged, nothing of them alive, of this
 * machine, and old or too many. Safe beside other engines. A removal that is cut short leaves a folder that no reader
 * takes for a task, and the next sweep removes it.
 */
record Retention(ProjectFolder project, Machine here, Scans scans, OutputLimits limits, DurableSteps steps) {
    private static final String DRAFT = ".new-";
    private static final String TOMBSTONE = ".gone-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** An ended task that may be removed. */
    private record Over(TaskFolder folder, TaskFacts facts, Instant at) {}

    /** Removes what may and must go; answers how many tasks that were. */
    int sweep(Instant now) {
        removeRemains(now);
        var over = over();
        over.sort(Comparator.comparing(Over::at).reversed());
        var removed = 0;
        for (var i = 0; i < over.size(); i++) {
            var task = over.get(i);
            if (i >= limits.count() || task.at().isBefore(now.minus(limits.age()))) {
                removed += remove(task) ? 1 : 0;
            }
        }
        return removed;
    }

    private void removeRemains(Instant now) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(project.path(), ".{new,gone}-*")) {
            for (var entry : entries) {
                if (entry.getFileName().toString().startsWith(TOMBSTONE) || abandoned(entry, now)) {
                    delete(entry);
                }
            }
        } catch (NoSuchFileException noTasksYet) {
            // Nothing is there that could remain.
        } catch (IOException e) {
            Log.warning("cannot remove what is left of drafts and removed tasks in " + project.path() + ": " + e);
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
            try {
                over(folder).ifPresent(over::add);
            } catch (TaskException unknown) {
                Log.warning("it is kept: " + unknown.getMessage());
            }
        }
        return over;
    }

    private Optional<Over> over(TaskFolder folder) {
        if (!folder.told()) {
            return Optional.empty();
        }
        var facts = folder.facts();
        return here.sees(facts.machine())
                ? folder.recordedEnd(facts).map(end -> new Over(folder, facts, end.at()))
                : Optional.empty();
    }

    /** Looks again under the task's lock: somebody may stop what is left of it, or be at the same. */
    private boolean remove(Over task) {
        try (var lock = TaskLock.tryTake(task.folder())) {
            if (lock == null || over(task.folder()).isEmpty() || somebodyIsLeft(task)) {
                return false;
            }
            var tombstone = project.path()
                    .resolve(TOMBSTONE + task.facts().id() + "-"
                            + HexFormat.of()
                                    .toHexDigits(ThreadLocalRandom.current().nextLong()));
            steps.at(TaskStep.REMOVED, DurableSteps.Moment.BEFORE);
            project.markUsed(task.facts().id());
            Files.move(task.folder().path(), tombstone, StandardCopyOption.ATOMIC_MOVE);
            delete(tombstone);
            steps.at(TaskStep.REMOVED, DurableSteps.Moment.AFTER);
            return true;
        } catch (NoSuchFileException somebodyElse) {
            return false;
        } catch (IOException | TaskException e) {
            Log.warning("cannot remove " + task.folder().path() + ": " + e);
            return false;
        }
    }

    private boolean somebodyIsLeft(Over task) {
        if (!here.boot().equals(task.facts().machine().boot())) {
            return false;
        }
        var record = task.folder().readRecord();
        var tree = new ProcessTree(task.facts(), record.waiter(), record.main(), List.of());
        return !tree.members(scans.now()).isEmpty();
    }

    /** Also what somebody else removes at the same moment. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder);
    }
}
