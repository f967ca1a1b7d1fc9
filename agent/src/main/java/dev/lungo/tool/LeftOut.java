package dev.lungo.tool;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an output that an excerpt leaves out between its head and its tail. Cleaned text and raw bytes have their line
 * breaks in common: these are counted.
 *
 * @param from the first
 * @param to behind the last
 */
record LeftOut(long from, long to) {
    private static final int BLOCK = 64 * 1024;

    /** What is missing of the part between two offsets. */
    static LeftOut of(Output output, long from, long to, String head, String tail) {
        long first = Math.min(to, behind(output, from, to, head));
        long last = Math.max(first, before(output, first, to, tail));
        return new LeftOut(first, last);
    }

    /** {@code bytes 900 to 3000 left out; …}, with the way to them. */
    String words(Task task) {
        Output.Freed freed = task.output().freed();
        long gone = Math.max(from, freed.from());
        long again = Math.min(to, freed.to());
        String look = "check_background " + task.id() + " with ";
        return "bytes " + from + " to " + to + " left out; "
                + (freed.isEmpty() || gone >= again
                        ? look + "offset or pattern shows them; " + TaskTexts.whereabouts(task)
                        : "of those " + gone + " to " + again + " were freed and are gone; " + look
                                + "pattern searches the rest; output: "
                                + task.output().path());
    }

    private static long behind(Output output, long from, long to, String head) {
        long breaks = breaks(head);
        long at = from;
        while (breaks > 0 && at < to) {
            var piece = output.read(at, (int) Math.min(BLOCK, to - at));
            byte[] bytes = piece.bytes();
            if (bytes.length == 0) {
                return at;
            }
            for (int i = 0; i < bytes.length && breaks > 0; i++) {
                breaks -= bytes[i] == '\n' ? 1 : 0;
                at = piece.offset() + i + 1;
            }
        }
        return at + length(head.substring(head.lastIndexOf('\n') + 1));
    }

    private static long before(Output output, long from, long to, String tail) {
        long breaks = breaks(tail);
        long at = to;
        while (breaks > 0 && at > from) {
            long begin = Math.max(from, at - BLOCK);
            var piece = output.read(begin, (int) (at - begin));
            byte[] bytes = piece.bytes();
            at = begin;
            for (int i = bytes.length - 1; i >= 0 && breaks > 0; i--) {
                breaks -= bytes[i] == '\n' ? 1 : 0;
                at = breaks > 0 ? begin : piece.offset() + i;
            }
        }
        int end = tail.indexOf('\n');
        return at - length(end < 0 ? tail : tail.substring(0, end));
    }

    private static long breaks(String text) {
        return text.chars().filter(c -> c == '\n').count();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
