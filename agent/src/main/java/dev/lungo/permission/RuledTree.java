package dev.lungo.permission;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for files that a rule means below a folder. One use. */
final class RuledTree extends SimpleFileVisitor<Path> {
    /** Bigger trees are not looked through. */
    private static final int MOST = 10_000;

    private final FileUse top;
    private final TreeReads.Search search;
    private final List<PermissionRule> rules;
    private final Places places;
    private int looked;
    private @Nullable String found;

    private RuledTree(FileUse top, TreeReads.Search search, List<PermissionRule> rules, Places places) {
        this.top = top;
        this.search = search;
        this.rules = rules;
        this.places = places;
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
        try {
            Files.walkFileTree(top.real(), this);
        } catch (IOException unreadable) {
            return Optional.of("what is in " + top.given() + " cannot be looked at, and a rule is about files");
        }
        return Optional.ofNullable(found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.equals(top.real())) {
            return FileVisitResult.CONTINUE;
        }
        boolean skipped = folder.endsWith(".git") || (isHidden(folder) && !search.hidden());
        return skipped ? FileVisitResult.SKIP_SUBTREE : counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean read = search.mayBe().test(String.valueOf(file.getFileName())) && (search.hidden() || !isHidden(file));
        if (read) {
            Path named = top.named().resolve(top.real().relativize(file));
            places.restricting(rules, new FileUse(top.given(), named, file, false))
                    .ifPresent(rule -> found =
                            "it reads what it finds in " + top.given() + ", and the rule " + rule.shown() + " means "
                                    + top.real().relativize(file) + " there (the tools grep and glob leave it out)");
        }
        return found == null ? counted() : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
        return FileVisitResult.CONTINUE; // who cannot list it cannot read it
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
