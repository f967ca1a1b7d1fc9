package dev.lungo.permission;

import dev.lungo.tool.RealPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What words of a line were found to mean on disk. Each is looked up once, and for all of a line no more than so much is looked
 * at, so that no line keeps its judge busy. Of one line; for the thread that judges it.
 */
final class LookedUp {
    /** More files and entries of folders than these are not looked at. */
    static final int MOST = 10_000;

    /** More files than these, each counted as often as it is asked about, are not compared with rules. */
    private static final int MOST_COMPARED = 200_000;

    /** Searches of folders, all together, are not followed beyond so many files. */
    private static final int MOST_IN_TREES = 30_000;

    private record Named(Path folder, String pattern) {}

    private final Map<Named, Optional<List<Path>>> patterns = new HashMap<>();
    private final Map<Path, Path> real = new HashMap<>();
    private final Map<Path, Optional<List<String>>> tracked = new HashMap<>();
    private int looked;
    private int compared;
    private int inTrees;

    /** Whether something was not looked at, since there is too much. */
    boolean tooMuch() {
        return looked > MOST || compared > MOST_COMPARED;
    }

    /** Whether there is room for one more file or entry. */
    boolean one() {
        looked++;
        return !tooMuch();
    }

    /** Whether there is room to compare one more file with the rules. */
    boolean oneCompared() {
        compared++;
        return !tooMuch();
    }

    /** Whether there is room for one more file of a folder that a command searches. */
    boolean oneInTree() {
        return ++inTrees <= MOST_IN_TREES;
    }

    /** The files that a repository has in its index; empty where nobody can say. */
    Optional<List<String>> tracked(Path git) {
        return tracked.computeIfAbsent(git, TrackedFiles::of);
    }

    /** The names that a pattern means in a folder; empty where there are too many. */
    Optional<List<Path>> named(Path folder, String pattern) throws IOException {
        var key = new Named(folder, pattern);
        Optional<List<Path>> known = patterns.get(key);
        if (known == null) {
            known = Expanding.names(folder, pattern, this);
            patterns.put(key, known);
        }
        return known;
    }

    /** Where a path leads; empty where there are too many. */
    Optional<Path> real(Path path) throws IOException {
        Path known = real.get(path);
        if (oneCompared() && known == null && one()) {
            known = RealPath.of(path);
            real.put(path, known);
        }
        return tooMuch() ? Optional.empty() : Optional.ofNullable(known);
    }
}
