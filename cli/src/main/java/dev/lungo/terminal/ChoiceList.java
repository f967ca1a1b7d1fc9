package dev.lungo.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/**
 * A list at a terminal, before there is a conversation, of which one entry is picked: arrow keys or its number, then Enter;
 * Escape picks none. The first entry stands last, where the eye is, and is selected.
 */
public final class ChoiceList {
    /** Rows of the terminal that are not for entries. */
    private static final int OTHER_ROWS = 4;

    private static final long ESCAPE_PAUSE = 80;

    private final String title;
    private final AskRows rows;
    private final boolean colour;

    private ChoiceList(String title, List<String> entries, boolean colour) {
        this.title = title;
        this.rows = new AskRows(IntStream.range(0, entries.size())
                .mapToObj(entry -> new AskRows.Row(entry + 1, entry + 1 + "  " + entries.get(entry)))
                .toList()
                .reversed());
        this.colour = colour;
    }

    private enum Key {
        SELECT,
        ENTER,
        CANCEL,
        OTHER
    }

    /** Asks; answers the place of the entry that was picked, from 0 on. */
    public static Optional<Integer> pick(String title, List<String> entries, boolean colour) {
        var list = new ChoiceList(title, entries, colour);
        return TypingTerminal.editing().map(list::pick).orElseGet(list::pickByLine);
    }

    private Optional<Integer> pick(Terminal terminal) {
        try (terminal) {
            Attributes before = terminal.enterRawMode();
            var display = new Display(terminal, false);
            try {
                return pick(terminal, display);
            } finally {
                display.update(List.of(), 0);
                terminal.setAttributes(before);
            }
        } catch (IOException notClosed) {
            throw new UncheckedIOException("cannot give the terminal back", notClosed);
        }
    }

    private Optional<Integer> pick(Terminal terminal, Display display) {
        var keys = new BindingReader(terminal.reader());
        KeyMap<Key> map = keys();
        while (true) {
            draw(terminal, display);
            Key key = keys.readBinding(map);
            if (key == null) {
                return Optional.empty();
            }
            switch (key) {
                case SELECT -> rows.press(keys.getLastBinding());
                case ENTER -> {
                    return Optional.of(rows.selected().number() - 1);
                }
                case CANCEL -> {
                    return Optional.empty();
                }
                case OTHER -> {}
            }
        }
    }

    private static KeyMap<Key> keys() {
        var map = new KeyMap<Key>();
        map.setAmbiguousTimeout(ESCAPE_PAUSE);
        map.setUnicode(Key.OTHER);
        map.setNomatch(Key.OTHER);
        map.bind(Key.SELECT, "\033[A", "\033OA", "\033[B", "\033OB");
        map.bind(Key.ENTER, "\r", "\n");
        map.bind(Key.CANCEL, "\033", "\003", "\004", "q");
        for (char digit = '0'; digit <= '9'; digit++) {
            map.bind(Key.SELECT, String.valueOf(digit));
        }
        return map;
    }

    private void draw(Terminal terminal, Display display) {
        int columns = terminal.getColumns() > 1 ? terminal.getColumns() : 80;
        int height = terminal.getRows() > 1 ? terminal.getRows() : 24;
        display.resize(Size.of(columns, height));
        var lines = new ArrayList<AttributedString>();
        lines.add(new AttributedString(title));
        for (AskRows.Row row : rows.window(Math.max(1, height - OTHER_ROWS))) {
            boolean selected = row.equals(rows.selected());
            lines.add(cut(
                    new AttributedString(
                            (selected ? "> " : "  ") + row.text(),
                            colour && selected ? AttributedStyle.DEFAULT.bold() : AttributedStyle.DEFAULT),
                    columns));
        }
        lines.add(cut(new AttributedString("arrow keys or a number, enter picks, esc leaves"), columns));
        display.update(lines, 0);
    }

    private static AttributedString cut(AttributedString line, int columns) {
        return line.columnSubSequence(0, columns - 1);
    }

    /** Where the cursor cannot be moved. */
    private Optional<Integer> pickByLine() {
        IO.println(title);
        rows.all().forEach(row -> IO.println("  " + row.text()));
        IO.println("type a number, or nothing to leave");
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1);
            String line = Optional.ofNullable(in.readLine()).orElse("").strip();
            return rows.all().stream()
                    .map(AskRows.Row::number)
                    .filter(number -> Integer.toString(number).equals(line))
                    .map(number -> number - 1)
                    .findFirst();
        } catch (IOException gone) {
            throw new UncheckedIOException("the terminal cannot be read", gone);
        }
    }
}
