package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code write_file}: a whole new content, for a new file or an old one. */
final class WriteFileTool implements Tool {
    private final Workspace workspace;
    private final AtomicFiles files;
    private final KnownFiles known;
    private final Sandbox sandbox;

    WriteFileTool(Workspace workspace, AtomicFiles files, KnownFiles known, Sandbox sandbox) {
        this.workspace = workspace;
        this.files = files;
        this.known = known;
        this.sandbox = sandbox;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "write_file",
                "Creates a file or replaces its whole content (read_file it first); missing parent folders are made."
                        + " To change a part, use edit_file.",
                Schema.object("path", "content")
                        .text("path", "")
                        .text("content", "")
                        .json());
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public String summary(ToolInput input) {
        return Summary.of(input, "path");
    }

    @Override
    public Optional<ToolOutcome> refusal(ToolInput input) {
        Path file = file(input);
        content(input);
        return FileAnswer.look(() -> obstacle(file));
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        Path file = file(input);
        String content = content(input);
        return FileAnswer.of(workspace, file, () -> files.change(() -> write(file, content, context)));
    }

    @Override
    public void forget() {
        known.forget();
    }

    private Path file(ToolInput input) {
        Path file = workspace.resolve(input.text("path"));
        sandbox.checkChange(file);
        return file;
    }

    private static String content(ToolInput input) {
        String content = input.text("content");
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(content)) {
            throw new ToolInput.Invalid(
                    "content holds half of a surrogate pair, which no UTF-8 file can hold. Nothing was"
                            + " written; send whole characters.");
        }
        return content;
    }

    private ToolOutcome write(Path file, String content, CallContext context) throws IOException {
        Optional<ToolOutcome> obstacle = obstacle(file);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        boolean isNew = FileKind.of(file) == FileKind.MISSING;
        HeldFolder.made(HeldFolder.parent(file)).close();
        return written(isNew ? "Created " : "Overwrote ", file, content, context);
    }

    /** Why the file as it is now is not written. */
    private Optional<ToolOutcome> obstacle(Path file) throws IOException {
        FileKind kind = FileKind.of(file);
        return switch (kind) {
            case MISSING -> {
                Path ancestor = FileKind.existingAncestor(file);
                yield Files.isDirectory(ancestor)
                        ? Optional.empty()
                        : Optional.of(ToolOutcome.error(workspace.shown(ancestor) + " is a file, so "
                                + workspace.shown(file) + " cannot lie below it. Choose another path."));
            }
            case REGULAR -> unknown(file);
            case FOLDER ->
                Optional.of(ToolOutcome.error(workspace.shown(file) + " is a folder. Give the path of a file in it."));
            case LINK, FIFO, SOCKET, DEVICE, OTHER -> Optional.of(FileAnswer.notAFile(workspace, file, kind));
        };
    }

    private Optional<ToolOutcome> unknown(Path file) throws IOException {
        return switch (known.of(file)) {
            case CURRENT -> Optional.empty();
            case NONE ->
                Optional.of(ToolOutcome.error(workspace.shown(file) + " exists, " + Facts.bytes(Files.size(file))
                        + ", and you have not read it. Nothing was written. Read it first with read_file, then write it,"
                        + " or change a part with edit_file."));
            case OLD ->
                Optional.of(ToolOutcome.error(
                        workspace.shown(file) + " changed since you read it (perhaps by a command). Nothing"
                                + " was written. Read it again with read_file, then write it."));
        };
    }

    private ToolOutcome written(String verb, Path file, String content, CallContext context) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        files.write(file, bytes, context);
        known.written(file);
        long lines = content.lines().count();
        return ToolOutcome.ok(verb + workspace.shown(file) + ": " + Facts.count(lines, "line") + ", "
                + Facts.bytes(bytes.length) + ".");
    }
}
