package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What engines leave in a project's folder that died and have no task there any more: their marks. A mark goes when nobody
 * holds its locks, no task names it, and nobody has touched it for an hour.
 *
 * @param closing whether it should stop as soon as it can
 */
record DesertedMarks(ProjectFolder project, BooleanSupplier closing) {
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Removes them; answers how many. */
    int sweep(Instant now) {
        try {
            var deserted = deserted(now);
            // Only now: the engine of a mark that is deserted gives its name to no further task.
            var named = deserted.isEmpty() ? Set.<String>of() : named();
            deserted.removeIf(named::contains);
            deserted.forEach(project::forget);
            return deserted.size();
        } catch (NoSuchFileException noneYet) {
            return 0;
        } catch (IOException | TaskException e) {
            Log.warning("the marks of engines in " + project.path() + " are left as they are: " + e.getMessage());
            return 0;
        }
    }

    private List<String> deserted(Instant now) throws IOException {
        var deserted = new ArrayList<String>();
        for (var mark : PrivateFiles.list(project.path().resolve(Presence.FOLDER), "*")) {
            var token = mark.getFileName().toString();
            if (!closing.getAsBoolean() && untouched(mark, now) && Presence.deserted(project, token)) {
                deserted.add(token);
            }
        }
        return deserted;
    }

    private static boolean untouched(Path mark, Instant now) throws IOException {
        try {
            var touched = Files.getLastModifiedTime(mark, LinkOption.NOFOLLOW_LINKS);
            return Duration.between(touched.toInstant(), now).compareTo(ABANDONED) > 0;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Of all folders, also of those that cannot be read as tasks here: a newer Lungo may have written them. */
    private Set<String> named() {
        var named = new HashSet<String>();
        for (var folder : project.all()) {
            named.add(folder.owner().token());
        }
        return named;
    }
}
