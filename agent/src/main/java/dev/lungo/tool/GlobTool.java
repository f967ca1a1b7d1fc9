package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** {@code glob}: files by name, the newest first. */
final class GlobTool implements Tool {
    private static final int MOST_SHOWN = 200;

    private final Workspace workspace;
    private final Predicate<Path> unreadable;

    GlobTool(Workspace workspace, Predicate<Path> unreadable) {
        this.workspace = workspace;
        this.unreadable = unreadable;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "glob",
                "Finds files by name, newest first: **/*.java, src/**/{Main,App}.ts. A pattern without / matches names"
                        + " at any depth. Skips .git, node_modules and what .gitignore names.",
                Schema.object("pattern")
                        .text("pattern", "")
                        .text("path", "folder to search")
                        .json());
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public String summary(ToolInput input) {
        String path = Summary.of(input, "path");
        return Summary.of(input, "pattern") + (path.isEmpty() ? "" : " in " + path);
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        String pattern = input.text("pattern");
        if (pattern.isBlank()) {
            throw new ToolInput.Invalid("pattern is empty. Send a glob such as **/*.java.");
        }
        String path =
                input.optionalText("path").filter(given -> !given.isBlank()).orElse("");
        String fixed = fixedFolders(pattern);
        Path start = workspace.resolve(
                path.isEmpty() ? (fixed.isEmpty() ? "." : fixed) : fixed.isEmpty() ? path : joined(path, fixed));
        GlobPattern rest =
                fixed.isEmpty() ? GlobPattern.of(pattern) : GlobPattern.anchored(pattern.substring(fixed.length()));
        return FileAnswer.of(workspace, start, () -> search(start, rest, pattern));
    }

    private ToolOutcome search(Path start, GlobPattern pattern, String asked) throws IOException, InterruptedException {
        FileKind kind = FileKind.of(start);
        if (kind == FileKind.MISSING) {
            return ToolOutcome.error(
                    "There is no folder " + workspace.shown(start) + ". " + Similar.hint(workspace, start, "folder"));
        }
        if (kind != FileKind.FOLDER) {
            return ToolOutcome.error(workspace.shown(start) + " " + kind.words + ", not a folder to search.");
        }
        FileWalk walk = new FileWalk(start, pattern, FileWalk.MOST_ENTRIES).run();
        walk.leaveOut(unreadable);
        String notes = walk.notes(workspace);
        if (walk.found().isEmpty()) {
            return ToolOutcome.ok("No file in " + workspace.shown(start) + " matches " + asked + "."
                    + (notes.isEmpty() ? "" : "\n" + notes));
        }
        List<String> newest = walk.found().stream()
                .sorted(Comparator.comparingLong(FileWalk.Found::modified)
                        .reversed()
                        .thenComparing(FileWalk.Found::path))
                .limit(MOST_SHOWN)
                .map(found -> workspace.shown(found.path()))
                .toList();
        String more = walk.found().size() <= MOST_SHOWN
                ? ""
                : "\n[the newest " + MOST_SHOWN + " of "
                        + Facts.number(walk.found().size()) + ": narrow the pattern or give a path to see others]";
        return ToolOutcome.ok(Neutral.tags(String.join("\n", newest)) + more + (notes.isEmpty() ? "" : "\n" + notes));
    }

    /** The folders that the pattern begins with, up to its first name with a wildcard: where the search can start. */
    private static String fixedFolders(String pattern) {
        int end = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if ("*?[{\\".indexOf(c) >= 0) {
                return pattern.substring(0, end);
            }
            end = c == '/' ? at + 1 : end;
        }
        return pattern.substring(0, end);
    }

    private static String joined(String path, String folders) {
        return folders.startsWith("/") || folders.startsWith("~") ? folders : path + "/" + folders;
    }
}
