package dev.lungo.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run of lines of a file as the model reads it, with notes on what it does not see. Owned by one thread. */
final class Page {
    static final int LONGEST_LINE = 2_000;
    private static final int MOST_CHARACTERS = 50_000;

    private final ReadFileTool.Range range;
    private final StringBuilder text = new StringBuilder();
    private final long first;
    private long last;
    private boolean more;
    private boolean carriageReturns;
    private boolean escaped;

    Page(long first, ReadFileTool.Range range) {
        this.first = first;
        this.last = first - 1;
        this.range = range;
    }

    /** Takes lines until there are enough. */
    void fill(Lines lines) throws IOException, InterruptedException {
        String line = lines.next();
        while (line != null) {
            String shown = shown(line, lines.cut());
            if (last - first + 1 >= range.limit() || text.length() + shown.length() > MOST_CHARACTERS) {
                more = true;
                return;
            }
            last++;
            carriageReturns |= lines.carriageReturn();
            if (range.numbered()) {
                text.append(last).append('\t');
            }
            text.append(shown).append('\n');
            line = lines.next();
        }
    }

    /**
     * The answer.
     *
     * @param total lines of the file, -1 where nobody counted and there are enough
     * @param partly whether a part of the file is gone
     */
    ToolOutcome outcome(long total, Encoding encoding, boolean partly) {
        if (last < first) {
            return ToolOutcome.error(
                    (partly ? "What is left of the file" : "The file") + " has only " + Facts.count(total, "line")
                            + ": there is nothing at offset " + first + ". Read it with a smaller offset.");
        }
        var notes = new ArrayList<String>();
        if (more || first > 1) {
            notes.add("lines " + first + " to " + last + (total < 0 ? "" : " of " + total)
                    + (more ? "; read on with offset " + (last + 1) : ", the end"));
        }
        if (encoding != Encoding.UTF_8) {
            notes.add("encoding: " + encoding.words);
        }
        if (carriageReturns) {
            notes.add("line endings: CRLF");
        }
        if (escaped) {
            notes.add("a tag that only Lungo may use is shown with &lt; where the file has <");
        }
        return ToolOutcome.ok(text + notes(notes));
    }

    private String shown(String line, long cut) {
        String neutral = Neutral.tags(line);
        escaped |= neutral.length() != line.length();
        return cut == 0 ? neutral : neutral + "… [" + Facts.count(cut, "more character") + " in this line]";
    }

    private static String notes(List<String> notes) {
        return notes.isEmpty() ? "" : "[" + String.join("; ", notes) + "]";
    }
}
