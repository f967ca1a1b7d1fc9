package dev.lungo.cli;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.LastLines;
import dev.lungo.tool.OutputSearch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints what a task wrote: byte for byte, or the lines that match, as a person would have read them.
 *
 * @param out closed at the end, a terminal made safe where it is one
 * @param aside hears what is missing
 */
record LogPrinter(Task task, OutputStream out, Consumer<String> aside) {
    private static final int PIECE = 64 * 1024;
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Prints what is there, and what comes until the end where asked; false when the reader has gone. */
    boolean print(LogWish wish) throws InterruptedException {
        try (var target = new Noticing(out)) {
            Optional<OutputSearch> search = wish.search();
            long offset = search.isPresent()
                    ? matches(target, search.get(), 0, wish.lines().orElse(Integer.MAX_VALUE), !wish.follow())
                    : copy(target, start(wish));
            boolean follow = wish.follow();
            while (follow) {
                // looked at before the copy: what was written before the end is printed
                boolean ended = task.await(LOOK) instanceof TaskState.End;
                offset = search.isPresent()
                        ? matches(target, search.get(), offset, Integer.MAX_VALUE, ended)
                        : copy(target, offset);
                follow = !ended;
            }
            if (search.isPresent() && !target.used) {
                aside.accept("nothing in the output of " + task.id() + " matches "
                        + wish.pattern().orElse(""));
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Knows whether anything was written. Used by one thread. */
    private static final class Noticing extends FilterOutputStream {
        private boolean used;

        Noticing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            used |= length > 0;
        }
    }

    private long start(LogWish wish) {
        return wish.lines().isEmpty()
                ? 0
                : LastLines.start(
                        task.output(), task.output().size(), wish.lines().getAsInt());
    }

    private long copy(OutputStream target, long from) throws IOException {
        long offset = from;
        while (true) {
            Output.Piece piece = task.output().read(offset, PIECE);
            if (piece.offset() > offset && piece.bytes().length > 0) {
                missing(piece.offset() - offset);
            }
            if (piece.bytes().length == 0) {
                return piece.next();
            }
            target.write(piece.bytes());
            target.flush();
            offset = piece.next();
        }
    }

    /** Prints the last of the lines that match; a line that may still grow waits. */
    private long matches(OutputStream target, OutputSearch search, long from, int most, boolean ended)
            throws IOException, InterruptedException {
        long size = task.output().size();
        long to = ended ? size : wholeLines(size);
        if (to <= from) {
            return from;
        }
        var last = new ArrayDeque<String>();
        long at = from;
        while (at < to) {
            // In parts: nobody knows how many lines match.
            var result = search.run(task.output(), at, to, (line, _) -> {
                last.add(line.text());
                if (last.size() > most) {
                    last.remove();
                }
                return most < Integer.MAX_VALUE || last.size() < PIECE / 64;
            });
            if (most == Integer.MAX_VALUE) {
                print(target, last);
            }
            if (result.gone() > 0) {
                missing(result.gone());
            }
            if (!result.doubt().isEmpty()) {
                aside.accept(result.doubt());
            }
            at = result.next();
        }
        print(target, last);
        return to;
    }

    private static void print(OutputStream target, ArrayDeque<String> lines) throws IOException {
        while (!lines.isEmpty()) {
            target.write((lines.remove() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        target.flush();
    }

    private long wholeLines(long size) {
        boolean whole = size == 0 || task.output().tail(1).bytes()[0] == '\n';
        return whole ? size : LastLines.start(task.output(), size, 1);
    }

    private void missing(long bytes) {
        aside.accept(String.format(
                Locale.ROOT,
                "[… %,d bytes of %s in the middle were freed: only the head and the tail of so long an output are kept …]",
                bytes,
                task.id()));
    }
}
