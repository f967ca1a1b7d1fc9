package dev.lungo.tool;

import dev.lungo.tasks.GitLinks;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The folders in which git keeps what belongs to a working tree, where they are not simply {@code .git} in it: those of a
 * linked working tree, which commits write, and in all of them what git would run.
 *
 * @param writable what a commit in the working tree writes outside of it
 * @param guarded what makes git run programs
 */
record GitFolders(List<Path> writable, List<Path> guarded) {
    private static final List<String> RUN =
            List.of("hooks", "config", "config.worktree", "info/attributes", "commondir");

    /** Where git keeps what it does next; one that is there belongs to work under way. */
    private static final List<String> UNDER_WAY = List.of("rebase-merge", "rebase-apply", "sequencer");

    private static final Path SYSTEM = Path.of("/etc/gitconfig");
    private static final int DEPTH = 8;
    private static final int LARGEST = 256 * 1024;

    /** Those of a folder: of the working tree that it is, or of the repository that it is itself. */
    static GitFolders of(Path tree, Path home) {
        Path git = tree.resolve(".git");
        var writable = new ArrayList<Path>();
        var guarded = new ArrayList<Path>();
        if (!Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            // Whatever takes this place decides which repository counts.
            guarded.add(git);
        }
        if (Files.isDirectory(git)) {
            guard(git, tree, home, guarded);
        } else {
            linked(git).ifPresent(own -> {
                Path common = own.resolveSibling("..").normalize();
                writable.add(common);
                guard(own, tree, home, guarded);
                guard(common, tree, home, guarded);
            });
        }
        if (Files.exists(tree.resolve("HEAD")) && Files.isDirectory(tree.resolve("objects"))) {
            guard(tree, tree.resolveSibling("."), home, guarded);
        }
        return new GitFolders(writable, List.copyOf(new LinkedHashSet<>(guarded)));
    }

    /** Whether a path lies in what a {@code .git} file on the way to it, below a root, says to be the git folder. */
    static boolean named(Path path, Path root) {
        for (Path tree = path; tree != null && tree.startsWith(root); tree = tree.getParent()) {
            if (gitDir(tree.resolve(".git")).filter(path::startsWith).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Path> gitDir(Path file) {
        try {
            String said = Files.isRegularFile(file) ? text(file).strip() : "";
            return said.startsWith("gitdir:")
                    ? Optional.of(file.resolveSibling(said.substring(7).strip()).normalize())
                    : Optional.empty();
        } catch (IOException | InvalidPathException namesNothing) {
            return Optional.empty();
        }
    }

    /**
     * The git folder of a linked working tree. A file that says so is not believed: a command could have written it. The
     * folder must say the same of the tree.
     */
    private static Optional<Path> linked(Path file) {
        try {
            // A link could be to the file of another tree.
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            String said = text(file).strip();
            if (!said.startsWith("gitdir:")) {
                return Optional.empty();
            }
            Path own = file.resolveSibling(said.substring(7).strip()).toRealPath();
            Path common = own.resolveSibling("..").normalize();
            boolean genuine = own.resolveSibling(".").normalize().endsWith("worktrees")
                    && Files.isDirectory(common.resolve("objects"))
                    && Path.of(text(own.resolve("gitdir")).strip()).toRealPath().equals(file.toRealPath());
            return genuine ? Optional.of(own) : Optional.empty();
        } catch (IOException | InvalidPathException notLinked) {
            return Optional.empty();
        }
    }

    private static void guard(Path git, Path tree, Path home, List<Path> guarded) {
        RUN.forEach(name -> guarded.add(git.resolve(name)));
        UNDER_WAY.stream().map(git::resolve).filter(Files::notExists).forEach(guarded::add);
        for (Path file : List.of(
                git.resolve("config"),
                git.resolve("config.worktree"),
                home.resolve(".gitconfig"),
                home.resolve(".config/git/config"),
                SYSTEM)) {
            var config = GitConfig.of(file, home);
            guarded.addAll(config.included());
            guarded.addAll(config.paths("core.hookspath", tree, home));
        }
        for (Path link : new GitLinks(git).all()) {
            if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
                RUN.forEach(name -> guarded.add(link.resolve(name)));
            } else if (link.endsWith(".git")) {
                guarded.add(link);
            }
        }
        modules(git.resolve("modules"), home, guarded);
        worktrees(git.resolve("worktrees"), guarded);
    }

    /** What says where linked trees and their repository are: a command that changed it could point elsewhere. */
    private static void worktrees(Path folder, List<Path> guarded) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var trees = Files.newDirectoryStream(folder)) {
            for (Path own : trees) {
                List.of("gitdir", "commondir", "config.worktree").forEach(name -> guarded.add(own.resolve(name)));
                guarded.add(Path.of(text(own.resolve("gitdir")).strip()));
            }
        } catch (IOException | InvalidPathException changing) {
            // As with submodules: what was found until then is guarded.
            return;
        }
    }

    /** The same of submodules, whose folders may lie at any depth, and the files that lead there from their trees. */
    private static void modules(Path folder, Path home, List<Path> guarded) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    if (!Files.exists(inner.resolve("HEAD"))) {
                        return FileVisitResult.CONTINUE;
                    }
                    RUN.forEach(name -> guarded.add(inner.resolve(name)));
                    GitConfig.of(inner.resolve("config"), home).paths("core.worktree", inner, home).stream()
                            .map(tree -> tree.resolve(".git"))
                            .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .forEach(guarded::add);
                    modules(inner.resolve("modules"), home, guarded);
                    return FileVisitResult.SKIP_SUBTREE;
                }
            });
        } catch (IOException changing) {
            // Commands may be at work in it; what was found until then is guarded.
            return;
        }
    }

    private static String text(Path file) throws IOException {
        return SmallFile.text(file, LARGEST);
    }
}
