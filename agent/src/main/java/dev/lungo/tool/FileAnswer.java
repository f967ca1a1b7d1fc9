package dev.lungo.tool;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** Work on files whose failures become answers that tell the model what to do next. */
final class FileAnswer {
    /** What a tool does with a file. */
    @FunctionalInterface
    interface Work {
        ToolOutcome run() throws IOException, InterruptedException;
    }

    /** A look at a file, for what speaks against a call. */
    @FunctionalInterface
    interface Look {
        Optional<ToolOutcome> run() throws IOException;
    }

    private FileAnswer() {}

    /** What speaks against a call; nothing where the look fails, because the call will say so. */
    static Optional<ToolOutcome> look(Look look) {
        try {
            return look.run();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static ToolOutcome of(Workspace workspace, Path path, Work work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException interrupt) {
            Thread.interrupted();
            throw new InterruptedException("at " + path);
        } catch (FileHistory.NotKept notKept) {
            return ToolOutcome.error(workspace.shown(path) + ": " + notKept.getMessage() + ".");
        } catch (AccessDeniedException denied) {
            return ToolOutcome.error("Permission denied for " + workspace.shown(path)
                    + ". Look at owner and mode with ls -l; tell the user if it should be accessible.");
        } catch (FileSystemException failed) {
            String reason = failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
            return ToolOutcome.error(
                    workspace.shown(path) + ": " + reason + ". Look at it with a command such as ls -l.");
        } catch (IOException failed) {
            return ToolOutcome.error(workspace.shown(path) + " failed: " + failed + ". Nothing else was done.");
        }
    }

    static ToolOutcome missing(Workspace workspace, Path path) {
        return ToolOutcome.error(
                "There is no file " + workspace.shown(path) + ". " + Similar.hint(workspace, path, "file"));
    }

    /** For whatever must not be opened, because the opening alone may block or act. */
    static ToolOutcome notAFile(Workspace workspace, Path path, FileKind kind) {
        return ToolOutcome.error(workspace.shown(path) + " " + kind.words
                + ": file tools open regular files only. Use a command if it has to be touched.");
    }
}
