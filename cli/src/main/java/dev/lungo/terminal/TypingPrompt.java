package dev.lungo.terminal;

import dev.lungo.terminal.AskQuestion.Choice;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Draws what stands before the line being typed. */
final class TypingPrompt {
    /** Of the terminal's rows, so many belong to the line that is being written. */
    private static final int SHARE = 3;
    /** Rows that the choices leave to other things; else they share a line. */
    private static final int FREE = 4;

    private final Terminal terminal;
    private final boolean colour;

    TypingPrompt(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.colour = colour;
    }

    /** Before a line that is typed freely. */
    AttributedString line(Screen.Live live, @Nullable AskQuestion open, @Nullable Choice wording, Size size) {
        var prompt = new AttributedStringBuilder();
        if (tiny(size)) {
            return prompt.append(TypingReader.PROMPT).toAttributedString();
        }
        partial(prompt, live, size);
        if (open == null) {
            status(prompt, live, size);
            return styled(prompt, Tint.ACCENT, TypingReader.PROMPT).toAttributedString();
        }
        styled(prompt, Tint.WARN, "? " + open.text() + "\n");
        if (wording != null) {
            styled(prompt, Tint.DIM, wording.meaning() + " (enter sends, esc goes back)\n");
        } else {
            styled(prompt, Tint.DIM, "tab, then a key, answers; your line stays\n");
        }
        return styled(prompt, Tint.ACCENT, TypingReader.PROMPT).toAttributedString();
    }

    /** In place of the line, while keys answer a question. */
    AttributedString question(Screen.Live live, AskQuestion open, String hidden, Size size) {
        var prompt = new AttributedStringBuilder();
        if (!tiny(size)) {
            partial(prompt, live, size);
            styled(prompt, Tint.WARN, "? " + open.text() + "\n");
        }
        if (open.rows().isPresent()) {
            return rows(prompt, open.rows().get(), hidden, size);
        }
        boolean roomy = rows(open, columns(size)) + FREE <= size.getRows();
        String gap = roomy ? "  " : "";
        for (Choice choice : open.choices()) {
            prompt.append(gap);
            styled(prompt, Tint.BOLD, String.valueOf(choice.key()));
            prompt.append(" ").append(choice.meaning());
            gap = roomy ? "\n  " : " · ";
        }
        if (open.harmless().isEmpty()) {
            styled(prompt.append(gap), Tint.DIM, "esc interrupts the turn");
        }
        if (!hidden.isEmpty()) {
            styled(prompt.append(gap), Tint.DIM, "tab goes back to your line");
        }
        return prompt.append(" ").toAttributedString();
    }

    /** What the question and its choices take, each on lines of its own. */
    private int rows(AskQuestion open, int columns) {
        int rows = rows("? " + open.text(), columns) + 1;
        for (Choice choice : open.choices()) {
            rows += rows("  y " + choice.meaning(), columns);
        }
        return rows;
    }

    private int rows(String text, int columns) {
        return 1 + Math.max(0, new AttributedString(text).columnLength(terminal) - 1) / columns;
    }

    private AttributedString rows(AttributedStringBuilder prompt, AskRows rows, String hidden, Size size) {
        for (AskRows.Row row : rows.window(Math.max(1, size.getRows() / 2))) {
            boolean selected = row.equals(rows.selected());
            var line = new AttributedStringBuilder();
            styled(line, selected ? Tint.ACCENT : Tint.PLAIN, (selected ? "❯ " : "  ") + row.text());
            prompt.append(line.toAttributedString().columnSubSequence(terminal, 0, columns(size) - 1))
                    .append("\n");
        }
        styled(prompt, Tint.DIM, "up, down or a number; enter picks, esc leaves it");
        if (!hidden.isEmpty()) {
            styled(prompt, Tint.DIM, "; tab goes back to your line");
        }
        return prompt.append(" ").toAttributedString();
    }

    private void partial(AttributedStringBuilder prompt, Screen.Live live, Size size) {
        List<AttributedString> rows = TypingWrap.rows(live.partial(), columns(size)).stream()
                .flatMap(row -> attributed(row).columnSplitLength(columns(size)).stream())
                .toList();
        int most = Math.max(1, size.getRows() / SHARE);
        for (AttributedString row : rows.subList(Math.max(0, rows.size() - most), rows.size())) {
            if (row.length() > 0) {
                prompt.append(row).append("\n");
            }
        }
    }

    private void status(AttributedStringBuilder prompt, Screen.Live live, Size size) {
        AttributedString status = attributed(live.status());
        if (status.length() > 0) {
            // One column stays free: a terminal may wrap when the last one is written.
            prompt.append(status.columnSubSequence(terminal, 0, columns(size) - 1))
                    .append("\n");
        }
    }

    private AttributedString attributed(Line line) {
        var text = new AttributedStringBuilder();
        line.pieces().forEach(piece -> styled(text, piece.tint(), piece.text()));
        return text.toAttributedString();
    }

    private AttributedStringBuilder styled(AttributedStringBuilder to, Tint tint, String text) {
        return colour ? to.append(text, style(tint)) : to.append(text);
    }

    private static AttributedStyle style(Tint tint) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (tint) {
            case PLAIN -> plain;
            case BOLD -> plain.bold();
            case DIM -> plain.faint();
            case GOOD -> plain.foreground(AttributedStyle.GREEN);
            case BAD -> plain.foreground(AttributedStyle.RED);
            case WARN -> plain.foreground(AttributedStyle.YELLOW);
            case ACCENT -> plain.foreground(AttributedStyle.CYAN);
        };
    }

    private static boolean tiny(Size size) {
        return size.getRows() > 0 && size.getRows() < 5;
    }

    private static int columns(Size size) {
        return size.getColumns() > 1 ? size.getColumns() : 80;
    }
}
