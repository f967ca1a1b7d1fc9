package dev.lungo.tool;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;

/** What the model is shown of a task's output: cleaned, neutral and bounded, whatever its size. */
final class OutputView {
    /** Up to here an output is read whole: progress lines may make little of much. */
    private static final int WHOLE = 1024 * 1024;

    private static final int END = 256 * 1024;

    private OutputView() {}

    static long size(Output output) {
        try {
            return output.size();
        } catch (UncheckedIOException gone) {
            return 0;
        }
    }

    /** What stands where bytes are gone. */
    static String gap(long bytes) {
        return "[… " + Facts.bytes(bytes)
                + " in the middle were freed: only the head and the tail of so long an output are" + " kept …]";
    }

    /** Why output is missing for another reason, such as a full disk, as a line; empty where none is. */
    static String loss(Output output) {
        try {
            String loss = output.loss();
            return loss.isEmpty() ? "" : "[output is missing: " + Neutral.notice(Facts.oneLine(loss, 200)) + "]";
        } catch (TaskException | UncheckedIOException gone) {
            // Whoever cannot read the output says so; this is a word about it.
            return "";
        }
    }

    /** How many bytes are gone from the middle. */
    static long freed(Output output) {
        try {
            return output.freed().length();
        } catch (UncheckedIOException gone) {
            return 0;
        }
    }

    /** The output of a task between two offsets; of a long one head and tail, and a line that says what is left out. */
    static String between(Task task, long from, long to, int max) {
        Output output = task.output();
        BinaryOperator<String> missing =
                (head, tail) -> LeftOut.of(output, from, to, head, tail).words(task);
        try {
            if (to - from <= WHOLE) {
                return Excerpt.of(text(output, from, (int) (to - from)), max, missing);
            }
            String head = Excerpt.head(text(output, from, END), max / 3);
            String tail = Excerpt.tail(fromLineStart(text(output, to - END, END)), max - max / 3);
            return Excerpt.joined(head, missing.apply(head, tail), tail);
        } catch (UncheckedIOException gone) {
            return "(the output cannot be read: " + gone.getMessage() + ")";
        }
    }

    /**
     * The last of an output.
     *
     * @param whole whether nothing that it shows is missing
     */
    record Tail(String text, boolean whole) {}

    /** The last of the output, at most so many characters. */
    static Tail tail(Output output, int max) {
        try {
            long size = output.size();
            int length = (int) Math.min(size, Math.max(END, 4L * max));
            String text = text(output, size - length, length);
            String readable = (length < size ? fromLineStart(text) : text).strip();
            return new Tail(Excerpt.tail(readable, max), length == size && readable.length() <= max);
        } catch (UncheckedIOException gone) {
            return new Tail("(the output cannot be read: " + gone.getMessage() + ")", true);
        }
    }

    /** Where the last whole character before an offset ends, so that the next look begins with a whole one. */
    static long wholeCharacters(Output output, long from, long to) {
        try {
            byte[] last = output.read(Math.max(from, to - 3), (int) Math.min(3, to - from))
                    .bytes();
            for (int back = 1; back <= last.length; back++) {
                int b = last[last.length - back] & 0xFF;
                if (b < 0x80) {
                    return to;
                }
                if (b >= 0xC0) {
                    int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                    return back < length ? to - back : to;
                }
            }
            return to;
        } catch (UncheckedIOException gone) {
            return to;
        }
    }

    private static String text(Output output, long from, int length) {
        var bytes = new ByteArrayOutputStream(Math.min(length, END));
        long at = from;
        while (at < from + length) {
            Output.Piece piece = output.read(at, (int) Math.min(64 * 1024, from + length - at));
            if (piece.bytes().length == 0) {
                break;
            }
            if (piece.offset() > at) {
                if (piece.offset() >= from + length) {
                    break;
                }
                bytes.writeBytes(("\n" + gap(piece.offset() - at) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            int wanted = (int) Math.min(piece.bytes().length, from + length - piece.offset());
            bytes.write(piece.bytes(), 0, wanted);
            at = piece.next();
        }
        return Neutral.tags(CleanText.of(bytes.toByteArray()));
    }

    /** A cut may fall into a line, an escape or a character; what follows the first line break is sound. */
    private static String fromLineStart(String text) {
        int lineBreak = text.indexOf('\n');
        return lineBreak < 0 || lineBreak == text.length() - 1 ? text : text.substring(lineBreak + 1);
    }
}
