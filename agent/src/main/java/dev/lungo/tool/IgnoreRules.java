package dev.lungo.tool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What searches leave out: version control's own folders, {@code node_modules}, and what the {@code .gitignore} files
 * say from the repository's root down to the folder searched. Immutable.
 */
final class IgnoreRules {
    private static final Set<String> ALWAYS = Set.of(".git", ".hg", ".svn", "node_modules");
    private static final int BIGGEST = 1024 * 1024;

    private record Rule(GlobPattern pattern, boolean negated, boolean foldersOnly) {}

    private final @Nullable IgnoreRules outer;
    private final Path folder;
    private final List<Rule> rules;

    private IgnoreRules(@Nullable IgnoreRules outer, Path folder, List<Rule> rules) {
        this.outer = outer;
        this.folder = folder;
        this.rules = rules;
    }

    /**
     * The rules that hold in a folder: its own and those of its parents up to the root of its repository.
     *
     * @param opener of the whole walk
     * @param unreadable told of every file of rules that cannot be read; what it says does not hold
     */
    static IgnoreRules in(Path folder, Opener opener, Consumer<Path> unreadable) {
        List<Path> chain = new ArrayList<>();
        boolean repository = false;
        for (Path at = folder; at != null && !repository; at = at.getParent()) {
            chain.addFirst(at);
            repository = Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
        }
        if (!repository) {
            chain = List.of(folder);
        }
        IgnoreRules rules = null;
        for (Path at : chain) {
            rules = new IgnoreRules(rules, at, read(at, opener, unreadable));
        }
        return rules == null ? new IgnoreRules(null, folder, List.of()) : rules;
    }

    /** With the rules of a folder further down, where they can be read. */
    IgnoreRules below(Path inner, Opener opener, Consumer<Path> unreadable) {
        List<Rule> more = read(inner, opener, unreadable);
        return more.isEmpty() ? this : new IgnoreRules(this, inner, more);
    }

    boolean ignores(Path path, boolean isFolder) {
        if (isFolder && ALWAYS.contains(String.valueOf(path.getFileName()))) {
            return true;
        }
        for (IgnoreRules at = this; at != null; at = at.outer) {
            Optional<Boolean> verdict = at.verdict(path, isFolder);
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        return false;
    }

    /** The last rule that matches decides. */
    private Optional<Boolean> verdict(Path path, boolean isFolder) {
        String relative = folder.relativize(path).toString();
        for (Rule rule : rules.reversed()) {
            if ((isFolder || !rule.foldersOnly()) && rule.pattern().matches(relative)) {
                return Optional.of(!rule.negated());
            }
        }
        return Optional.empty();
    }

    private static List<Rule> read(Path folder, Opener opener, Consumer<Path> unreadable) {
        Path file = folder.resolve(".gitignore");
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= BIGGEST
                    ? rules(file, opener)
                    : List.of();
        } catch (IOException cannotBeRead) {
            unreadable.accept(file);
            return List.of();
        }
    }

    private static List<Rule> rules(Path file, Opener opener) throws IOException {
        List<Rule> rules = new ArrayList<>();
        try (var lines =
                new Lines(new ByteArrayInputStream(SmallFile.bytes(file, BIGGEST, opener)), Encoding.UTF_8, 1000)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                rule(line.stripTrailing()).ifPresent(rules::add);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return rules;
    }

    private static Optional<Rule> rule(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = line.startsWith("!");
        String glob = negated ? line.substring(1) : line;
        boolean foldersOnly = glob.endsWith("/");
        glob = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.indexOf('/') >= 0;
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        try {
            var pattern = GlobPattern.anchored(anchored ? glob : "**/" + glob);
            return Optional.of(new Rule(pattern, negated, foldersOnly));
        } catch (ToolInput.Invalid notAGlob) {
            // A line that git itself would hardly match; the others still hold.
            return Optional.empty();
        }
    }
}
