package dev.lungo.tool;

import java.util.List;

/** A few numbered lines of a file. */
final class Snippet {
    private static final int MOST_LINES = 16;
    private static final int LONGEST_LINE = 300;

    private Snippet() {}

    /** Lines {@code from} (counted from 0) up to {@code to}, which is not included; of many the first and the last. */
    static String of(List<String> lines, int from, int to) {
        var text = new StringBuilder();
        int head = from + MOST_LINES / 2;
        int tail = to - MOST_LINES / 2;
        for (int at = from; at < to; at++) {
            if (to - from > MOST_LINES && at >= head && at < tail) {
                text.append("… [").append(Facts.count(tail - head, "line")).append(" not shown]\n");
                at = tail - 1;
                continue;
            }
            String line = lines.get(at);
            text.append(at + 1)
                    .append('\t')
                    .append(Neutral.tags(
                            line.length() <= LONGEST_LINE
                                    ? line
                                    : line.substring(0, Facts.boundary(line, LONGEST_LINE)) + "…"))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }
}
