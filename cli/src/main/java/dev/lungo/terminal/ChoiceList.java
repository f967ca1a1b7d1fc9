package dev.lungo.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** A list at a terminal of which one entry is picked: arrow keys or its number, then Enter; Escape picks none. */
public final class ChoiceList {
    /** Rows of the terminal that are not for entries. */
    private static final int OTHER_ROWS = 4;

    private static final long ESCAPE_PAUSE = 80;

    private final String title;
    private final List<String> entries;
    private final boolean colour;
    // Used by the one thread that picks.
    private int at;
    private String typed = "";

    private ChoiceList(String title, List<String> entries, boolean colour) {
        this.title = title;
        this.entries = entries;
        this.colour = colour;
    }

    private enum Key {
        UP,
        DOWN,
        DIGIT,
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
                case UP -> move(Math.max(0, at - 1));
                case DOWN -> move(Math.min(entries.size() - 1, at + 1));
                case DIGIT -> type(keys.getLastBinding());
                case ENTER -> {
                    return Optional.of(at);
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
        map.bind(Key.UP, "\033[A", "\033OA", "k");
        map.bind(Key.DOWN, "\033[B", "\033OB", "j");
        map.bind(Key.ENTER, "\r", "\n");
        map.bind(Key.CANCEL, "\033", "\003", "\004", "q");
        for (char digit = '0'; digit <= '9'; digit++) {
            map.bind(Key.DIGIT, String.valueOf(digit));
        }
        return map;
    }

    private void move(int to) {
        at = to;
        typed = "";
    }

    /** A number of several digits grows; one that is none of ours begins anew. */
    private void type(String digit) {
        for (String number : List.of(typed + digit, digit)) {
            if (number.length() < 6) {
                int entry = Integer.parseInt(number) - 1;
                if (entry >= 0 && entry < entries.size()) {
                    at = entry;
                    typed = number;
                    return;
                }
            }
        }
    }

    private void draw(Terminal terminal, Display display) {
        int columns = terminal.getColumns() > 1 ? terminal.getColumns() : 80;
        int rows = terminal.getRows() > 1 ? terminal.getRows() : 24;
        display.resize(Size.of(columns, rows));
        int room = Math.max(1, rows - OTHER_ROWS);
        int first = Math.clamp(at - room / 2L, 0, Math.max(0, entries.size() - room));
        var lines = new ArrayList<AttributedString>();
        lines.add(new AttributedString(title));
        for (int entry = first; entry < Math.min(entries.size(), first + room); entry++) {
            String text = (entry == at ? "> " : "  ") + (entry + 1) + "  " + entries.get(entry);
            boolean bold = colour && entry == at;
            lines.add(cut(
                    new AttributedString(
                            Harmless.line(text), bold ? AttributedStyle.DEFAULT.bold() : AttributedStyle.DEFAULT),
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
        for (int entry = 0; entry < entries.size(); entry++) {
            IO.println("  " + (entry + 1) + "  " + Harmless.line(entries.get(entry)));
        }
        IO.println("type a number, or nothing to leave");
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1);
            String line = Optional.ofNullable(in.readLine()).orElse("").strip();
            int entry = line.matches("\\d{1,5}") ? Integer.parseInt(line) - 1 : -1;
            return entry >= 0 && entry < entries.size() ? Optional.of(entry) : Optional.empty();
        } catch (IOException gone) {
            throw new UncheckedIOException("the terminal cannot be read", gone);
        }
    }
}
