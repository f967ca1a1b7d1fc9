package dev.lungo.cli;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.CleanOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Prints what a task wrote, byte for byte; at a terminal, without what would steer it.
 *
 * @param terminal whether the bytes end up at a terminal
 */
record LogPrinter(Task task, OutputStream out, boolean terminal) {
    private static final int PIECE = 64 * 1024;
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Prints what is there, and what comes until the end where asked; false when the reader has gone. */
    boolean print(boolean follow) throws InterruptedException {
        try (OutputStream target = terminal ? new CleanOutput(out) : out) {
            long offset = copy(target, 0);
            while (follow) {
                // looked at before the copy: what was written before the end is printed
                boolean ended = task.await(LOOK) instanceof TaskState.End;
                offset = copy(target, offset);
                follow = !ended;
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private long copy(OutputStream target, long from) throws IOException {
        long offset = from;
        while (true) {
            Output.Piece piece = task.output().read(offset, PIECE);
            if (piece.bytes().length == 0) {
                return piece.next();
            }
            target.write(piece.bytes());
            target.flush();
            offset = piece.next();
        }
    }
}
