package dev.lungo.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Cells made into lines in which columns stand below each other. */
public final class Columns {
    private Columns() {}

    /** A line for each row; all rows have as many cells. */
    public static List<String> aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i < columns - 1 && widths[i] > 0) {
                    line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /**
     * Prose broken between words, to be printed behind something that takes some columns: further rows are indented by as
     * many. A word that is longer than a row is left to the terminal.
     *
     * @param columns of a row; 0 where rows have no end
     */
    public static String wrapped(String text, int before, int columns) {
        int room = columns - before;
        if (columns == 0 || width(text) <= room) {
            return text;
        }
        var rows = new StringBuilder();
        int used = 0;
        for (String word : text.strip().split(" +", -1)) {
            int width = width(word);
            if (used > 0 && used + 1 + width > room) {
                rows.append('\n').repeat(' ', before);
                used = 0;
            }
            rows.append(used == 0 ? "" : " ").append(word);
            used += width + (used == 0 ? 0 : 1);
        }
        return rows.toString();
    }

    private static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    /** A length of time in a cell: {@code 0.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(Duration length) {
        return ActivityLines.duration(length);
    }
}
