package dev.lungo.permission;

import dev.lungo.tool.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What calls of git show, or copy, of files that they need not name: judged by the rules about files. Immutable. */
final class GitContents {
    private static final Set<String> ALWAYS = Words.of("""
            grep blame annotate archive format-patch fast-export bundle checkout-index unpack-file range-diff
            clone worktree
            """);

    /** They show contents unless they are told to show less, and the others only if they are told to. */
    private static final Set<String> USUALLY = Set.of("diff", "show", "difftool");

    private static final Set<String> SELDOM = Set.of(
            "log", "whatchanged", "diff-tree", "diff-index", "diff-files", "reflog", "stash", "status", "rev-list");

    private static final Pattern LESS =
            Pattern.compile("--(stat|shortstat|numstat|name-only|name-status|summary|dirstat"
                    + "|raw|no-patch|quiet|compact-summary)(=.*)?|-s|-q");

    private static final Pattern CONTENTS = Pattern.compile(
            "-[pucLUWvm].*|--(patch|unified|cc|word-diff|color-words"
                    + "|function-context|full-diff|remerge-diff|binary|ext-diff|textconv|patch-with-.*|verbose|diff-merges)(=.*)?");

    private static final int LARGEST = 256 * 1024;

    private final List<PermissionRule> rules;
    private final Places places;

    GitContents(List<PermissionRule> rules, Places places) {
        this.rules = rules;
        this.places = places;
    }

    /** The repositories' folders that a call may be about, from which {@code HEAD:path} is meant. */
    static Set<Path> roots(Call call, Set<Path> folders) {
        Set<Path> roots = new LinkedHashSet<>();
        for (Path folder : Repositories.plain(call, folders).folders()) {
            for (Path at = folder; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(".git"))) {
                    roots.add(at);
                    break;
                }
            }
        }
        return roots;
    }

    /** Why a call may show what a rule means. */
    Optional<String> doubt(Call call, Set<Path> folders) {
        var plain = Repositories.plain(call, folders);
        List<Argument> words = plain.call().arguments();
        if (!mayShow(words)) {
            return Optional.empty();
        }
        boolean elsewhere = words.getFirst().value().startsWith("-");
        for (Path root : roots(call, folders)) {
            Optional<List<String>> tracked = places.lookedUp().tracked(gitFolder(root));
            if (tracked.isEmpty() || elsewhere) {
                return Optional.of("nobody can see which files " + call.shown() + " shows, and the rule "
                        + rules.getFirst().shown() + " is about files");
            }
            Optional<Set<Path>> named = named(words, plain.folders());
            for (String name : tracked.get()) {
                if (!places.lookedUp().oneCompared()) {
                    return Optional.of(Places.TOO_MANY + ", and a rule is about files");
                }
                Path file = root.resolve(name);
                boolean meant = named.isEmpty() || named.get().stream().anyMatch(file::startsWith);
                Optional<PermissionRule> rule =
                        meant ? places.restricting(rules, new FileUse(name, file, file, false)) : Optional.empty();
                if (rule.isPresent()) {
                    return Optional.of("it may show " + name + ", which the rule "
                            + rule.get().shown() + " means");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mayShow(List<Argument> words) {
        if (words.isEmpty()) {
            return false;
        }
        String name = words.getFirst().value();
        List<Argument> options = words.subList(1, words.size());
        boolean contents = options.stream()
                .anyMatch(word ->
                        !word.constant() || CONTENTS.matcher(word.value()).matches());
        boolean less =
                options.stream().anyMatch(word -> LESS.matcher(word.value()).matches());
        if (name.equals("cat-file")) {
            return options.stream().noneMatch(word -> word.is("-t") || word.is("-s") || word.is("-e"));
        }
        return name.startsWith("-")
                || ALWAYS.contains(name)
                || (USUALLY.contains(name) && (contents || !less))
                || (SELDOM.contains(name) && contents);
    }

    /** The files and folders to which a call is limited; empty where it is not, or not for sure. */
    private static Optional<Set<Path>> named(List<Argument> words, Set<Path> folders) {
        List<Argument> limits = new ArrayList<>();
        boolean behind = false;
        for (Argument word : words.subList(1, words.size())) {
            if (behind || isThere(word, folders)) {
                limits.add(word);
            }
            behind |= word.is("--");
        }
        boolean sure = !limits.isEmpty()
                && limits.stream()
                        .allMatch(word -> word.constant() && !word.value().matches(".*[:*?\\[\\\\].*"));
        if (!sure) {
            return Optional.empty();
        }
        Set<Path> named = new LinkedHashSet<>();
        limits.forEach(word ->
                folders.forEach(folder -> named.add(folder.resolve(word.value()).normalize())));
        return Optional.of(named);
    }

    private static boolean isThere(Argument word, Set<Path> folders) {
        return word.constant()
                && !word.value().startsWith("-")
                && word.value().indexOf('\0') < 0
                && folders.stream().anyMatch(folder -> Files.exists(folder.resolve(word.value())));
    }

    /** A linked working tree names its own in a file. */
    private static Path gitFolder(Path root) {
        Path git = root.resolve(".git");
        try {
            String said =
                    Files.isRegularFile(git) ? SmallFile.text(git, LARGEST).strip() : "";
            return said.startsWith("gitdir:") ? root.resolve(said.substring(7).strip()) : git;
        } catch (IOException | InvalidPathException unreadable) {
            return git;
        }
    }
}
