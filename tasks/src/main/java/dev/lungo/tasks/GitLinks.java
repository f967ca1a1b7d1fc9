package dev.lungo.tasks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The repositories that git looks into by itself whenever it is asked about a working tree: those that the tree's index
 * names as submodules, as far as they are there. What their configuration names is run then.
 *
 * @param folder where git keeps what belongs to the tree
 */
public record GitLinks(Path folder) {
    private static final List<String> DECISIVE = List.of("config", "config.worktree", "commondir", "hooks");
    private static final Pattern WORKTREE = Pattern.compile("(?m)^\\s*worktree\\s*=\\s*(.+?)\\s*$");
    private static final int LONGEST = 1 << 28;

    /** Of the folder whose configuration is guarded; none where it has no index. */
    static Optional<GitLinks> beside(Path guarded) {
        return guarded.endsWith("config") && Files.isRegularFile(guarded.resolveSibling("index"))
                ? Optional.of(new GitLinks(guarded.resolveSibling("").normalize()))
                : Optional.empty();
    }

    /** The {@code .git} of each, there or not; where an index cannot be read, that index. */
    public Set<Path> all() {
        var all = new TreeSet<Path>();
        tree().ifPresent(tree -> {
            for (var index : indexes()) {
                GitIndex.links(bytes(index))
                        .ifPresentOrElse(
                                names ->
                                        names.forEach(name -> inTree(tree, name).ifPresent(all::add)),
                                () -> all.add(index));
            }
        });
        return all;
    }

    /** What each of them looks like. */
    Map<Path, String> prints() {
        var prints = new TreeMap<Path, String>();
        all().forEach(git -> prints.put(git, git.endsWith(".git") ? print(git) : "nobody knows"));
        return prints;
    }

    private static Optional<Path> inTree(Path tree, String name) {
        try {
            return Optional.of(tree.resolve(name).resolve(".git"));
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private static String print(Path git) {
        if (!Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            return Fingerprint.of(git);
        }
        return DECISIVE.stream().map(name -> Fingerprint.of(git.resolve(name))).collect(Collectors.joining("-"));
    }

    /** The index, and what a split one shares with others. */
    private List<Path> indexes() {
        if (!Files.exists(folder.resolve("index"))) {
            return List.of();
        }
        try {
            var indexes = PrivateFiles.list(folder, "sharedindex.*");
            indexes.add(folder.resolve("index"));
            return indexes;
        } catch (IOException gone) {
            return List.of(folder.resolve("index"));
        }
    }

    /** Of a plain repository, of a linked working tree, of a submodule. */
    private Optional<Path> tree() {
        if (folder.endsWith(".git")) {
            return Optional.of(folder.resolveSibling("").normalize());
        }
        var linked = text(folder.resolve("gitdir")).strip();
        var worktree = WORKTREE.matcher(text(folder.resolve("config")));
        try {
            return !linked.isEmpty()
                    ? Optional.of(Path.of(linked).resolveSibling("").normalize())
                    : worktree.find()
                            ? Optional.of(folder.resolve(worktree.group(1)).normalize())
                            : Optional.empty();
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        return new String(bytes(file).array(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(Path file) {
        return ByteBuffer.wrap(BoundedFile.read(file, LONGEST).orElse(new byte[0]));
    }
}
