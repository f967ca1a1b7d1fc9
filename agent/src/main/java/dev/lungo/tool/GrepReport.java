package dev.lungo.tool;

import java.nio.file.Path;
import java.util.Collection;

/** What a search found, bounded, in one of three forms. Owned by one thread. */
final class GrepReport {
    private static final int MOST_CHARACTERS = 30_000;
    private static final int LONGEST_LINE = 400;

    /** What is told about each match. */
    enum Mode {
        CONTENT,
        FILES,
        COUNT;

        static Mode of(String name) {
            return switch (name) {
                case "content" -> CONTENT;
                case "files", "files_with_matches" -> FILES;
                case "count" -> COUNT;
                default ->
                    throw new ToolInput.Invalid("output must be content, files or count, not '"
                            + Facts.oneLine(name, 40) + "'. Send the call again.");
            };
        }
    }

    private final Workspace workspace;
    private final Mode mode;
    private final int context;
    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private String file = "";
    private long lastShown;
    private long inFile;
    private long matches;
    private long files;
    private int binary;
    private boolean full;

    GrepReport(Workspace workspace, Mode mode, int context, int limit) {
        this.workspace = workspace;
        this.mode = mode;
        this.context = mode == Mode.CONTENT ? context : 0;
        this.limit = limit;
    }

    int context() {
        return context;
    }

    boolean full() {
        return full;
    }

    /** Whether another match in the same file would change nothing. */
    boolean enoughOfFile() {
        return mode == Mode.FILES && inFile > 0;
    }

    void skippedBinary() {
        binary++;
    }

    /** The file as the report names it. */
    String name(Path path) {
        return workspace.shown(path);
    }

    void begin(Path path) {
        file = name(path);
        inFile = 0;
        lastShown = 0;
    }

    void match(long number, String line, int at, Collection<String> before) {
        if (mode == Mode.CONTENT) {
            long first = number - before.size();
            if (context > 0 && !text.isEmpty() && (lastShown == 0 || first > lastShown + 1)) {
                text.append("--\n");
            }
            for (String earlier : before) {
                append(first++, '-', earlier, 0);
            }
            append(number, ':', line, at);
        }
        inFile++;
        matches++;
        full |= mode == Mode.CONTENT && (matches >= limit || text.length() > MOST_CHARACTERS);
    }

    void after(long number, String line) {
        append(number, '-', line, 0);
    }

    void end() {
        if (inFile == 0) {
            return;
        }
        files++;
        if (mode != Mode.CONTENT) {
            text.append(Neutral.tags(file));
            text.append(mode == Mode.COUNT ? ":" + inFile : "").append('\n');
            full |= files >= limit || text.length() > MOST_CHARACTERS;
        }
    }

    ToolOutcome outcome(String notes) {
        var answer = new StringBuilder();
        if (matches == 0) {
            answer.append("No line matches.");
            if (binary > 0) {
                answer.append(" (").append(Facts.count(binary, "binary file")).append(" skipped)");
            }
            answer.append('\n');
        } else {
            answer.append(text);
            if (full) {
                answer.append("[stopped at ")
                        .append(mode == Mode.CONTENT ? Facts.number(matches) : Facts.number(files))
                        .append(mode == Mode.CONTENT ? " matching lines" : " files")
                        .append("; there may be more: narrow pattern, path or glob, or raise limit]\n");
            } else if (mode == Mode.COUNT) {
                answer.append("[total ")
                        .append(matches)
                        .append(" in ")
                        .append(Facts.count(files, "file"))
                        .append("]\n");
            }
        }
        return ToolOutcome.ok((answer + notes).stripTrailing());
    }

    private void append(long number, char mark, String line, int at) {
        text.append(Neutral.tags(file))
                .append(mark)
                .append(number)
                .append(mark)
                .append(Neutral.tags(around(line, at)))
                .append('\n');
        lastShown = number;
    }

    /** The part of a long line that holds the match. */
    static String around(String line, int at) {
        if (line.length() <= LONGEST_LINE) {
            return line;
        }
        int from = Facts.boundary(line, Math.max(0, Math.min(at - LONGEST_LINE / 4, line.length() - LONGEST_LINE)));
        int to = Facts.boundary(line, Math.min(line.length(), from + LONGEST_LINE));
        return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
    }
}
