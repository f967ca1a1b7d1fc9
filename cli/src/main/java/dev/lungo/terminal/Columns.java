package dev.lungo.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    /** A length of time in a cell: {@code 0.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(Duration length) {
        return ActivityLines.duration(length);
    }
}
