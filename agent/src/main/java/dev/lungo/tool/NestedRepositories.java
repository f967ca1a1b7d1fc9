package dev.lungo.tool;

import dev.lungo.tasks.GitLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Repositories that git looks into although nobody asked about them, and whose settings name programs, which run then:
 * somebody may have unpacked or made one.
 *
 * @param roots of the workspace: what is at or above one of them is the user's own
 */
public record NestedRepositories(List<Path> roots, Path home) {
    private static final Pattern PROGRAM = Pattern.compile("filter\\..*\\.(clean|smudge|process)");
    private static final Set<String> SWITCH = Set.of("", "true", "false", "yes", "no", "on", "off", "1", "0");
    private static final int MOST = 1_000;
    private static final int LARGEST = 256 * 1024;

    public NestedRepositories {
        roots = List.copyOf(roots);
    }

    /** The first that a call of git in a folder would meet. */
    public Optional<Path> withPrograms(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
                Path tree = at;
                return namesPrograms(git) && roots.stream().noneMatch(root -> root.startsWith(tree))
                        ? Optional.of(at)
                        : below(git, new HashSet<>());
            }
        }
        return Optional.empty();
    }

    private Optional<Path> below(Path git, Set<Path> seen) {
        for (Path link : new GitLinks(folder(git)).all()) {
            if (!seen.add(link) || seen.size() > MOST || !Files.exists(link)) {
                continue;
            }
            Optional<Path> found = namesPrograms(link) ? Optional.of(link.resolveSibling("")) : below(link, seen);
            if (found.isPresent()) {
                return found.map(Path::normalize);
            }
        }
        return Optional.empty();
    }

    private boolean namesPrograms(Path git) {
        Path own = folder(git);
        Path common = common(own);
        return List.of(own, common).stream()
                .flatMap(folder -> List.of(folder.resolve("config"), folder.resolve("config.worktree")).stream())
                .flatMap(file -> GitConfig.of(file, home).settings().stream())
                .anyMatch(setting -> (setting.name().equals("core.fsmonitor") && !SWITCH.contains(setting.value()))
                        || PROGRAM.matcher(setting.name()).matches());
    }

    /** Where it keeps what a linked tree has in common with others, or itself. */
    private static Path common(Path own) {
        try {
            return own.resolve(text(own.resolve("commondir")).strip()).normalize();
        } catch (InvalidPathException none) {
            return own;
        }
    }

    /** Where git keeps it: there, or where that file says. */
    private static Path folder(Path git) {
        if (Files.isDirectory(git)) {
            return git;
        }
        String said = text(git).strip();
        try {
            return said.startsWith("gitdir:")
                    ? git.resolveSibling(said.substring(7).strip()).normalize()
                    : git;
        } catch (InvalidPathException none) {
            return git;
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? SmallFile.text(file, LARGEST) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
