package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.OptionalLong;

/** {@code read_file}: text by lines; facts instead of whatever is not text or too big. */
final class ReadFileTool implements Tool {
    private static final long HUGE = 10L * 1024 * 1024;
    private static final int MOST_ENTRIES = 200;

    private final Workspace workspace;
    /** Files outside the workspace that may be read as well: the logs of this session's tasks. */
    private final TaskLogs logs;

    private final KnownFiles known;
    private final Sandbox sandbox;

    ReadFileTool(Workspace workspace, TaskLogs logs, KnownFiles known, Sandbox sandbox) {
        this.workspace = workspace;
        this.logs = logs;
        this.known = known;
        this.sandbox = sandbox;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "read_file",
                "Reads a text file. Long files are cut; the answer says how to read on.",
                Schema.object("path")
                        .text("path", "relative to the working folder, or absolute")
                        .number("limit", "lines, default 2000")
                        .number("offset", "first line, from 1; negative counts from the end")
                        .flag("line_numbers", "prefix each line with its number and a tab")
                        .json());
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public String summary(ToolInput input) {
        return Summary.of(input, "path");
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        String path = input.text("path");
        Path file = workspace.resolve(path, logs.paths(path));
        Range range = Range.of(input);
        if (sandbox.hidden().test(file)) {
            return ToolOutcome.error(workspace.shown(file) + HiddenPaths.REFUSAL);
        }
        return FileAnswer.of(workspace, file, () -> {
            FileKind kind = FileKind.of(file);
            return switch (kind) {
                case REGULAR -> {
                    // Before the reading: what changes meanwhile was not seen.
                    var state = KnownFiles.State.of(file);
                    ToolOutcome outcome = read(file, range);
                    known.read(file, state);
                    yield outcome;
                }
                case FOLDER -> ToolOutcome.ok(entries(file));
                case MISSING -> FileAnswer.missing(workspace, file);
                case LINK, FIFO, SOCKET, DEVICE, OTHER -> FileAnswer.notAFile(workspace, file, kind);
            };
        });
    }

    private ToolOutcome read(Path file, Range range) throws IOException, InterruptedException {
        try (SeekableByteChannel channel = logs.open(file)) {
            byte[] head = Lines.head(channel);
            String shown = workspace.shown(file);
            if (head.length == 0) {
                return ToolOutcome.ok("(" + shown + " is empty: 0 bytes)");
            }
            Encoding encoding = Encoding.of(head);
            if (encoding == Encoding.BINARY) {
                return ToolOutcome.ok(shown + " is not text: " + FileType.guess(head) + ", "
                        + Facts.bytes(channel.size())
                        + ". Use a command to look into it (file, strings, xxd | head, unzip -l …).");
            }
            if (channel.size() > HUGE && range.isDefault()) {
                return ToolOutcome.ok((shown + " is a text file of " + Facts.bytes(channel.size())
                                + ", too big to read whole. grep it for what you look for, or read a part with offset and"
                                + " limit (offset -200 gives the last 200 lines).\n"
                                + LogChannel.note(channel, "this file"))
                        .strip());
            }
            return part(channel, encoding, range);
        }
    }

    private static ToolOutcome part(SeekableByteChannel channel, Encoding encoding, Range range)
            throws IOException, InterruptedException {
        var scan = new LineScan(channel, encoding);
        long total = range.offset() < 0 || channel.size() <= HUGE ? scan.count() : -1;
        long first = range.offset() < 0 ? Math.max(1, total + 1 + range.offset()) : range.offset();
        long start = scan.offsetOf(first);
        if (total < 0 && start >= channel.size()) {
            total = scan.count();
        }
        channel.position(start);
        var page = new Page(first, range);
        try (var lines = new Lines(Channels.newInputStream(channel), encoding, Page.LONGEST_LINE)) {
            page.fill(lines);
        }
        String note = LogChannel.note(channel, "this file");
        ToolOutcome outcome = page.outcome(total, encoding, !note.isEmpty());
        return note.isEmpty()
                ? outcome
                : new ToolOutcome(outcome.text().stripTrailing() + "\n" + note, outcome.isError(), outcome.told());
    }

    private String entries(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (HeldFolder held = HeldFolder.of(folder)) {
            for (Path entry : held.entries()) {
                Path name = entry.getFileName();
                names.add(Workspace.onOneLine(name.toString()) + (Files.isDirectory(folder.resolve(name)) ? "/" : ""));
            }
        }
        Collections.sort(names);
        String head = workspace.shown(folder) + " is a folder with " + Facts.number(names.size())
                + (names.size() == 1 ? " entry" : " entries");
        if (names.size() > MOST_ENTRIES) {
            head += "; the first " + MOST_ENTRIES + " (glob or ls lists the others)";
        }
        return Neutral.tags(head + ":\n" + String.join("\n", names.subList(0, Math.min(MOST_ENTRIES, names.size()))));
    }

    /**
     * Which lines are wanted.
     *
     * @param offset of the first line from 1, or negative: from the end
     */
    record Range(long offset, long limit, boolean numbered, boolean isDefault) {
        private static final long DEFAULT_LIMIT = 2000;

        static Range of(ToolInput input) {
            OptionalLong offset = input.number("offset");
            OptionalLong limit = input.number("limit");
            if (limit.isPresent() && limit.getAsLong() < 1) {
                throw new ToolInput.Invalid("limit must be at least 1 line. Nothing was read.");
            }
            long first = offset.orElse(1) == 0 ? 1 : offset.orElse(1);
            return new Range(
                    first,
                    limit.orElse(DEFAULT_LIMIT),
                    input.flag("line_numbers"),
                    offset.isEmpty() && limit.isEmpty());
        }
    }
}
