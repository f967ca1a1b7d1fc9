package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code edit_file}: one exact text in the place of another. */
final class EditFileTool implements Tool {
    private static final long BIGGEST = 64L * 1024 * 1024;
    private static final int LINES_AROUND = 2;
    private static final int LISTED = 20;

    private record Edit(String oldText, String newText, boolean all) {}

    /** What came of an edit before anything is written. */
    private sealed interface Try {
        record Works(TextEdit.Result.Edited edited, Charset charset) implements Try {}

        record Fails(ToolOutcome why) implements Try {
            Fails(String error) {
                this(ToolOutcome.error(error));
            }
        }
    }

    private final Workspace workspace;
    private final AtomicFiles files;
    private final KnownFiles known;
    private final Sandbox sandbox;

    EditFileTool(Workspace workspace, AtomicFiles files, KnownFiles known, Sandbox sandbox) {
        this.workspace = workspace;
        this.files = files;
        this.known = known;
        this.sandbox = sandbox;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "edit_file",
                "Replaces old_text, which must occur exactly once in the file, with new_text. Both are literal,"
                        + " whitespace counts; line endings are kept.",
                Schema.object("path", "old_text", "new_text")
                        .text("path", "")
                        .text("old_text", "enough lines to be unique")
                        .text("new_text", "")
                        .flag("replace_all", "every occurrence")
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
        Edit edit = checked(input);
        return FileAnswer.look(() -> switch (tried(file, edit)) {
            case Try.Works _ -> Optional.empty();
            case Try.Fails(ToolOutcome why) -> Optional.of(why);
        });
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        Path file = file(input);
        Edit edit = checked(input);
        return FileAnswer.of(
                workspace,
                file,
                () -> files.change(() -> switch (tried(file, edit)) {
                    case Try.Works works -> saved(file, edit, works, context);
                    case Try.Fails(ToolOutcome why) -> why;
                }));
    }

    private Path file(ToolInput input) {
        Path file = workspace.resolve(input.text("path"));
        sandbox.checkChange(file);
        return file;
    }

    private static Edit checked(ToolInput input) {
        var edit = new Edit(input.text("old_text"), input.text("new_text"), input.flag("replace_all"));
        if (edit.oldText().isEmpty()) {
            throw new ToolInput.Invalid("old_text is empty. Give the text to replace, or use write_file to write the"
                    + " whole file. Nothing was changed.");
        }
        if (edit.oldText().equals(edit.newText())) {
            throw new ToolInput.Invalid("old_text and new_text are the same. Nothing was changed.");
        }
        if (TextEdit.flat(edit.oldText()).equals(TextEdit.flat(edit.newText()))) {
            throw new ToolInput.Invalid(
                    "old_text and new_text differ in line endings only, and edit_file keeps those of"
                            + " the file. Use a command such as sed or unix2dos to change them. Nothing was changed.");
        }
        var encoder = StandardCharsets.UTF_8.newEncoder();
        if (!encoder.canEncode(edit.oldText()) || !encoder.canEncode(edit.newText())) {
            throw new ToolInput.Invalid("old_text or new_text holds half of a surrogate pair, which no UTF-8 file can"
                    + " hold. Nothing was changed; send whole characters.");
        }
        return edit;
    }

    /** What the edit makes of the file as it is now; nothing is changed. */
    private Try tried(Path file, Edit edit) throws IOException {
        FileKind kind = FileKind.of(file);
        return switch (kind) {
            case REGULAR -> triedOn(file, edit);
            case MISSING -> new Try.Fails(FileAnswer.missing(workspace, file));
            case FOLDER, LINK, FIFO, SOCKET, DEVICE, OTHER -> new Try.Fails(FileAnswer.notAFile(workspace, file, kind));
        };
    }

    private Try triedOn(Path file, Edit edit) throws IOException {
        byte[] bytes;
        Encoding encoding;
        try (var channel = HeldFolder.open(file)) {
            if (channel.size() > BIGGEST) {
                return new Try.Fails(workspace.shown(file) + " has " + Facts.bytes(channel.size())
                        + ", too many for edit_file. Use a command such as sed -i. Nothing was changed.");
            }
            encoding = Encoding.of(Lines.head(channel));
            channel.position(0);
            bytes = Channels.newInputStream(channel).readAllBytes();
        }
        if (encoding.isWide() || encoding == Encoding.BINARY) {
            return new Try.Fails(workspace.shown(file) + " is " + encoding.words + ", " + Facts.bytes(bytes.length)
                    + ", which edit_file does not change. Use a command (iconv, a script). Nothing was changed.");
        }
        if (encoding == Encoding.LATIN_1 && !isAscii(edit.newText())) {
            return new Try.Fails(workspace.shown(file) + " is not UTF-8, so only ASCII text can be put into it"
                    + " without mixing encodings. Use a command (iconv, a script). Nothing was changed.");
        }
        return switch (TextEdit.replace(bytes, edit.oldText(), edit.newText(), edit.all())) {
            case TextEdit.Result.Edited edited -> new Try.Works(edited, encoding.charset);
            case TextEdit.Result.Ambiguous(List<Integer> lines) ->
                new Try.Fails("old_text occurs " + lines.size() + " times in " + workspace.shown(file) + ", at lines "
                        + listed(lines) + ". Nothing was changed. Add lines around it to make it unique, or set"
                        + " replace_all.");
            case TextEdit.Result.NotFound()
            when encoding == Encoding.LATIN_1 && !isAscii(edit.oldText()) ->
                new Try.Fails(
                        workspace.shown(file) + " is not UTF-8, and edit_file finds only ASCII text in it. Nothing"
                                + " was changed. Use a shorter old_text of ASCII alone, or a command (iconv, a script).");
            case TextEdit.Result.NotFound() ->
                new Try.Fails("old_text was not found in " + workspace.shown(file) + ". Nothing was changed. "
                        + NearMiss.explain(new String(bytes, encoding.charset), edit.oldText(), edit.newText()));
        };
    }

    private ToolOutcome saved(Path file, Edit edit, Try.Works works, CallContext context) throws IOException {
        TextEdit.Result.Edited edited = works.edited();
        byte[] bytes = TextEdit.bytes(edited.content());
        // An edit shows a part only: it keeps what is known of the rest and adds nothing.
        boolean current = known.of(file) == KnownFiles.Knowledge.CURRENT;
        files.write(file, bytes, context);
        if (current) {
            known.written(file);
        }
        List<String> lines =
                TextEdit.flat(new String(bytes, works.charset())).lines().toList();
        int first = edited.lines().getFirst() - 1;
        int height = (int) edit.newText().lines().count();
        String head = "Edited " + workspace.shown(file)
                + (edited.lines().size() > 1
                        ? ": " + edited.lines().size() + " places, which began at lines " + listed(edited.lines())
                                + "; the first one now:"
                        : ":");
        return ToolOutcome.ok(head + "\n"
                + Snippet.of(
                        lines,
                        Math.max(0, first - LINES_AROUND),
                        Math.min(lines.size(), first + height + LINES_AROUND)));
    }

    private static String listed(List<Integer> lines) {
        String listed = String.join(
                ", ", lines.stream().limit(LISTED).map(String::valueOf).toList());
        return lines.size() > LISTED ? listed + ", …" : listed;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
