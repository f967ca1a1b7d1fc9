package dev.lungo.terminal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbered rows of which a person picks one, by the arrow keys or by its number. Guarded by the lock of the reader that
 * shows it.
 */
final class AskRows {
    private static final List<String> UP = List.of("\033[A", "\033OA");
    private static final List<String> DOWN = List.of("\033[B", "\033OB");

    private final List<Row> rows;
    private int selected;
    private String typed = "";

    /** @param number what the person calls it */
    record Row(int number, String text) {
        Row {
            text = Harmless.line(text);
        }
    }

    /** @param rows at least one; the last is selected at first */
    AskRows(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.selected = rows.size() - 1;
    }

    /** Whether the key was for the rows: it selects another one. */
    boolean press(String key) {
        if (UP.contains(key)) {
            select(Math.max(0, selected - 1));
        } else if (DOWN.contains(key)) {
            select(Math.min(rows.size() - 1, selected + 1));
        } else if (key.matches("[0-9]")) {
            typeDigit(key);
        } else {
            return false;
        }
        return true;
    }

    private void select(int index) {
        selected = index;
        typed = "";
    }

    /** Digits make up a number as long as they can be the beginning of one. */
    private void typeDigit(String digit) {
        typed = isBeginning(typed + digit) ? typed + digit : digit;
        IntStream.range(0, rows.size())
                .filter(index -> Integer.toString(rows.get(index).number()).equals(typed))
                .forEach(index -> selected = index);
    }

    private boolean isBeginning(String digits) {
        return rows.stream().anyMatch(row -> Integer.toString(row.number()).startsWith(digits));
    }

    Row selected() {
        return rows.get(selected);
    }

    List<Row> all() {
        return rows;
    }

    /** At most so many rows, the selected one among them. */
    List<Row> window(int most) {
        int from = Math.clamp(selected - most / 2, 0, Math.max(0, rows.size() - most));
        return rows.subList(from, Math.min(rows.size(), from + most));
    }
}
