package dev.lungo.tool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the files below a folder, without what is ignored and without following links, up to a number of entries.
 * Owned by one thread; an interrupt ends it.
 */
final class FileWalk extends SimpleFileVisitor<Path> {
    /** Enough for big repositories; beyond it the walk ends and says so. */
    static final int MOST_ENTRIES = 300_000;

    private static final int SKIPPED_SHOWN = 5;

    /** A file and when it was last changed. */
    record Found(Path path, long modified) {}

    private final Path start;
    private final GlobPattern pattern;
    private final Deque<IgnoreRules> rules = new ArrayDeque<>();
    private final List<Found> found = new ArrayList<>();
    private final List<Path> skipped = new ArrayList<>();
    private final int most;
    private final Opener opener = new Opener();
    private int entries;
    private int unreadable;
    private int leftOut;

    FileWalk(Path start, GlobPattern pattern, int most) {
        this.start = start;
        this.pattern = pattern;
        this.most = most;
    }

    /** Call it once. */
    FileWalk run() throws IOException, InterruptedException {
        try (opener) {
            rules.push(IgnoreRules.in(start, opener, _ -> unreadable++));
            Files.walkFileTree(start, this);
        } catch (InterruptedIOException interrupt) {
            throw new InterruptedException("while searching " + start);
        }
        return this;
    }

    /** In the order of the folders' entries; links among them, links into folders too. */
    List<Found> found() {
        return found;
    }

    /** Leaves out what may not be read, and says so in the notes. */
    void leaveOut(Predicate<Path> forbidden) {
        int before = found.size();
        found.removeIf(file -> forbidden.test(file.path()));
        leftOut += before - found.size();
    }

    /** What the answer should say about files that were not looked at; empty when there is nothing to say. */
    String notes(Workspace workspace) {
        var notes = new ArrayList<String>();
        if (entries > most) {
            notes.add("stopped after " + Facts.number(most) + " entries: search a smaller path");
        }
        if (leftOut > 0) {
            notes.add(leftOut + " left out: a rule of the user's keeps them from being read");
        }
        if (unreadable > 0) {
            notes.add(unreadable + " unreadable");
        }
        if (!skipped.isEmpty()) {
            notes.add("ignored folders skipped: "
                    + String.join(
                            ", ",
                            skipped.stream()
                                    .limit(SKIPPED_SHOWN)
                                    .map(workspace::shown)
                                    .toList())
                    + (skipped.size() > SKIPPED_SHOWN ? ", …" : "") + " (give one as path to search it)");
        }
        return notes.isEmpty() ? "" : "[" + String.join("; ", notes) + "]";
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(start)) {
            return counted();
        }
        if (rules.getFirst().ignores(folder, true)) {
            if (!folder.endsWith(".git")) {
                skipped.add(folder);
            }
            return FileVisitResult.SKIP_SUBTREE;
        }
        rules.push(rules.getFirst().below(folder, opener, _ -> unreadable++));
        return counted();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
        if (!folder.equals(start)) {
            rules.pop();
        }
        unreadable += failed == null ? 0 : 1;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String relative = start.relativize(file).toString();
        if (pattern.matches(relative) && !rules.getFirst().ignores(file, false)) {
            found.add(new Found(file, attributes.lastModifiedTime().toMillis()));
        }
        return counted();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
        unreadable++;
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult counted() throws InterruptedIOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException();
        }
        return ++entries > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
