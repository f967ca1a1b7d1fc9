package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code grep}: lines that match a regular expression. */
final class GrepTool implements Tool {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 2_000;
    private static final int MOST_CONTEXT = 20;

    private final Workspace workspace;
    private final TaskLogs logs;
    private final Sandbox sandbox;
    private final Predicate<Path> unreadable;

    GrepTool(Workspace workspace, TaskLogs logs, Sandbox sandbox, Predicate<Path> unreadable) {
        this.workspace = workspace;
        this.logs = logs;
        this.sandbox = sandbox;
        this.unreadable = unreadable;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "grep",
                "Searches files line by line for a Java regular expression. Skips binary files and what glob skips.",
                Schema.object("pattern")
                        .text("pattern", "")
                        .text("path", "file or folder")
                        .text("glob", "only files like *.java")
                        .flag("ignore_case", "")
                        .number("context", "lines around each match")
                        .choice("output", "default content", "content", "files", "count")
                        .number("limit", "matches or files, default 100")
                        .json());
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public String summary(ToolInput input) {
        String path = Summary.of(input, "path", "glob");
        return Summary.of(input, "pattern") + (path.isEmpty() ? "" : " in " + path);
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        Pattern pattern = pattern(input.text("pattern"), input.flag("ignore_case"));
        String path =
                input.optionalText("path").filter(given -> !given.isBlank()).orElse(".");
        Path start = workspace.resolve(path, logs.paths(path));
        String glob =
                input.optionalText("glob").filter(given -> !given.isBlank()).orElse("**");
        var report = new GrepReport(
                workspace,
                GrepReport.Mode.of(input.optionalText("output").orElse("content")),
                (int) Math.clamp(input.number("context").orElse(0), 0L, MOST_CONTEXT),
                (int) Math.clamp(input.number("limit").orElse(DEFAULT_LIMIT), 1L, MOST));
        return FileAnswer.of(workspace, start, () -> {
            try (var search = new GrepSearch(pattern, report, logs)) {
                return search(search, start, GlobPattern.of(glob));
            }
        });
    }

    private ToolOutcome search(GrepSearch search, Path start, GlobPattern glob)
            throws IOException, InterruptedException {
        FileKind kind = FileKind.of(start);
        Predicate<Path> hidden = sandbox.hidden();
        if (hidden.test(start)) {
            return ToolOutcome.error(workspace.shown(start) + HiddenPaths.REFUSAL);
        }
        return switch (kind) {
            case REGULAR -> {
                search.file(start);
                yield search.outcome("");
            }
            case FOLDER -> {
                FileWalk walk = new FileWalk(start, glob, FileWalk.MOST_ENTRIES).run();
                walk.found().removeIf(found -> hidden.test(found.path()));
                walk.leaveOut(unreadable);
                walk.found().sort(Comparator.comparing(FileWalk.Found::path));
                for (FileWalk.Found found : walk.found()) {
                    if (!search.wantsMore()) {
                        break;
                    }
                    search.file(found.path());
                }
                yield search.outcome(walk.notes(workspace));
            }
            case MISSING -> FileAnswer.missing(workspace, start);
            case LINK, FIFO, SOCKET, DEVICE, OTHER -> FileAnswer.notAFile(workspace, start, kind);
        };
    }

    private static Pattern pattern(String regex, boolean ignoreCase) {
        if (regex.isEmpty()) {
            throw new ToolInput.Invalid("pattern is empty. Send a regular expression.");
        }
        try {
            return Pattern.compile(regex, ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException malformed) {
            throw new ToolInput.Invalid("Not a Java regular expression: " + regex + " (" + malformed.getDescription()
                    + " near position " + malformed.getIndex()
                    + "). Escape characters that are meant literally with a backslash, such as \\( \\{ \\[.");
        }
    }
}
