package dev.lungo.permission;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for files that a rule means below a folder, and in those that links there lead to, where the search follows links. One
 * use, in the thread that judges the line.
 */
final class RuledTree extends SimpleFileVisitor<Path> {
    /** Bigger trees are not looked through. */
    private static final int MOST = 10_000;

    /** There may be tens of thousands of them, packed and named by numbers; who means one of them means their folder. */
    private static final Pattern LOOSE_OBJECTS = Pattern.compile("/\\.git/objects/[0-9a-f]{2}$");

    /** A folder or file, and the name by which the search gets there. */
    private record Reached(Path named, Path real) {}

    private final FileUse top;
    private final TreeReads.Search search;
    private final List<PermissionRule> rules;
    private final Places places;
    /** Looked at after all that is in the folder itself. */
    private final Deque<Reached> linked = new ArrayDeque<>();

    private final Set<Path> seen = new HashSet<>();
    private Reached at;
    private int looked;
    private @Nullable String found;

    private RuledTree(FileUse top, TreeReads.Search search, List<PermissionRule> rules, Places places) {
        this.top = top;
        this.search = search;
        this.rules = rules;
        this.places = places;
        this.at = new Reached(top.named(), top.real());
    }

    /** Why a search may read what a rule means; empty where it does not. */
    static Optional<String> doubt(
            TreeReads.Search search, Set<Path> folders, List<PermissionRule> rules, Places places) {
        for (Argument start : search.starts()) {
            for (FileUse use : places.uses(start, folders, false).orElse(List.of())) {
                Optional<String> doubt = Files.isDirectory(use.real())
                        ? new RuledTree(use, search, rules, places).doubt()
                        : Optional.empty();
                if (doubt.isPresent()) {
                    return doubt;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> doubt() {
        linked.add(at);
        seen.add(at.real());
        try {
            while (found == null && !linked.isEmpty()) {
                at = linked.remove();
                if (Files.isDirectory(at.real())) {
                    Files.walkFileTree(at.real(), this);
                } else {
                    compare(at.real());
                }
            }
        } catch (IOException unreadable) {
            return Optional.of("what is in " + top.given() + " cannot be looked at, and a rule is about files");
        }
        return Optional.ofNullable(found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.equals(at.real())) {
            return FileVisitResult.CONTINUE;
        }
        if (isHidden(folder) && !search.hidden()) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (LOOSE_OBJECTS.matcher(folder.toString()).find()) {
            compare(folder);
            return found == null ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.TERMINATE;
        }
        return counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (search.hidden() || !isHidden(file)) {
            boolean mayBe = search.mayBe().test(String.valueOf(file.getFileName()));
            if (search.follows() && attributes.isSymbolicLink()) {
                follow(new Reached(named(file), real(file)), mayBe);
            } else if (mayBe) {
                compare(file);
            }
        }
        return found == null ? counted() : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
        return FileVisitResult.CONTINUE; // who cannot list it cannot read it
    }

    private void follow(Reached link, boolean mayBe) {
        if (Files.isDirectory(link.real()) ? seen.add(link.real()) : mayBe) {
            linked.add(link);
        }
    }

    private void compare(Path file) {
        Path named = named(file);
        places.restricting(rules, new FileUse(top.given(), named, file, false))
                .ifPresent(rule -> found = "it reads what it finds in " + top.given() + ", and the rule " + rule.shown()
                        + " means " + top.named().relativize(named)
                        + " there (the tools grep and glob leave it out)");
    }

    private Path named(Path file) {
        return at.named().resolve(at.real().relativize(file));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException leadsNowhere) {
            return file;
        }
    }

    private FileVisitResult counted() {
        if (++looked <= MOST && places.lookedUp().oneInTree()) {
            return FileVisitResult.CONTINUE;
        }
        found = "it reads what it finds in " + top.given()
                + ", which is too much to look at each, and a rule is about files"
                + " (the tools grep and glob leave out what it means)";
        return FileVisitResult.TERMINATE;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }
}
