package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The folder that holds the task folders of one project, also when several engines use it at once. */
record ProjectFolder(Path path) {
    private static final int TRIES = 200;

    /** Holds an empty file for each id that is not given again. */
    private static final String USED = ".used";

    /** Makes a complete task folder appear under a free id; a reader sees the whole of it or nothing. */
    TaskFolder claim(Function<TaskId, TaskFacts> facts, String line, Owner owner) throws IOException {
        PrivateFiles.folders(path);
        var random = ThreadLocalRandom.current();
        var names = new TaskNames(random);
        var draft = new TaskFolder(path.resolve(".new-" + Long.toHexString(random.nextLong())));
        try {
            draft.create(line, owner);
            for (var n = 0; n < TRIES; n++) {
                var id = names.propose(n);
                var place = path.resolve(id.value());
                if (isFree(id)) {
                    draft.describe(facts.apply(id));
                    if (moved(draft.path(), place)) {
                        return new TaskFolder(place);
                    }
                }
            }
            throw new TaskException("no free task id in " + path + " after " + TRIES + " tries");
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    /** Whether no task has this id, nor ever had it: a session that was told of the one must not hear of another. */
    boolean isFree(TaskId id) {
        // In this order: the mark is there before the folder goes.
        return !Files.exists(path.resolve(id.value()), LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(path.resolve(USED).resolve(id.value()));
    }

    /** Marks the id of a task that is about to be removed as used for good. */
    void markUsed(TaskId id) throws IOException {
        PrivateFiles.folders(path.resolve(USED));
        try {
            Files.createFile(path.resolve(USED).resolve(id.value()));
        } catch (FileAlreadyExistsException marked) {
            return;
        }
    }

    /** Takes away the folder of a task that never came to life, because of this. */
    static void discard(TaskFolder folder, Exception reason) {
        try {
            if (Files.exists(folder.path())) {
                TreeRemoval.remove(folder.path());
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** The kernel refuses to move a folder onto one that is not empty, or onto a file: that is the claim. */
    private static boolean moved(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw e;
        }
    }

    /** All that look like task folders; drafts and tombstones do not. */
    List<TaskFolder> all() {
        var folders = new ArrayList<TaskFolder>();
        if (!Files.isDirectory(path)) {
            return folders;
        }
        try {
            for (var entry : PrivateFiles.list(path, "[a-z]*")) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(new TaskFolder(entry));
                }
            }
        } catch (IOException e) {
            throw new TaskException("cannot list " + path + ": " + e, e);
        }
        return folders;
    }

    /** The folder of a task, if there is one of that id. */
    Optional<TaskFolder> find(TaskId id) {
        var place = path.resolve(id.value());
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new TaskFolder(place))
                : Optional.empty();
    }

    /** Takes away the mark of an engine that nobody needs any more. */
    void forget(String token) {
        var mark = Presence.of(this, token);
        try {
            if (Files.exists(mark)) {
                TreeRemoval.remove(mark);
            }
        } catch (IOException e) {
            Log.warning("cannot remove " + mark + ": " + e);
        }
    }
}
