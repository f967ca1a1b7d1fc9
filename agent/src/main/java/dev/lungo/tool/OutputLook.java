package dev.lungo.tool;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A look into any part of a task's output: from a byte on, the last lines, or the lines in which an expression matches.
 * What is left out is said, and where to read on.
 */
record OutputLook(OptionalLong offset, OptionalLong lastLines, Optional<OutputSearch> search) {
    private static final int MOST_CHARACTERS = 16_000;
    private static final int MOST_LINES = 2_000;
    private static final int MOST_MATCHES = 100;
    private static final int LONGEST_MATCH = 400;

    /** None where the input asks for no part. */
    static Optional<OutputLook> of(ToolInput input) {
        var offset = input.number("offset");
        var lastLines = input.number("last_lines");
        var pattern = input.optionalText("pattern").filter(given -> !given.isEmpty());
        if (offset.orElse(0) < 0) {
            throw new ToolInput.Invalid(
                    "offset counts bytes from the beginning and cannot be negative; last_lines gives" + " the end.");
        }
        if (lastLines.orElse(1) < 1) {
            throw new ToolInput.Invalid("last_lines must be at least 1.");
        }
        return offset.isEmpty() && lastLines.isEmpty() && pattern.isEmpty()
                ? Optional.empty()
                : Optional.of(new OutputLook(offset, lastLines, pattern.map(OutputSearch::of)));
    }

    /** What it shows. */
    String at(Task task) throws InterruptedException {
        var output = task.output();
        try {
            long size = output.size();
            if (size == 0) {
                return "It has printed nothing.";
            }
            if (offset.orElse(0) >= size) {
                return "Nothing is there at offset " + offset.orElse(0) + ": " + TaskTexts.whereabouts(task) + ".";
            }
            return search.isPresent()
                    ? matches(search.get(), output, size)
                    : lastLines.isPresent() ? end(output, size) : part(output, size);
        } catch (UncheckedIOException gone) {
            return "(the output cannot be read: " + gone.getMessage() + ")";
        }
    }

    private String part(Output output, long size) throws InterruptedException {
        var text = new StringBuilder();
        long from = offset.orElse(0);
        long next = from;
        var lines = new OutputLines(output, from, size);
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (!text.isEmpty() && text.length() + line.text().length() > MOST_CHARACTERS) {
                break;
            }
            append(text, line);
            next = line.next();
        }
        return Neutral.tags(text.toString()) + "[bytes " + shown(output.freed(), from, next) + " of " + size
                + (next < size ? "; read on with offset " + next : ", the end so far") + "]";
    }

    /** {@code 0 to 90}, or {@code 0 to 20 and 70 to 90} where those between are gone. */
    private static String shown(Output.Freed freed, long from, long to) {
        long first = from >= freed.from() && from < freed.to() ? Math.min(to, freed.to()) : from;
        return freed.isEmpty() || first >= freed.from() || to <= freed.from()
                ? first + " to " + to
                : first + " to " + freed.from() + " and " + Math.min(to, freed.to()) + " to " + to;
    }

    private String end(Output output, long size) throws InterruptedException {
        int wanted = (int) Math.min(MOST_LINES, lastLines.orElse(1));
        long from = Math.max(offset.orElse(0), LastLines.start(output, size, wanted));
        var last = new Recent(wanted);
        var lines = new OutputLines(output, from, size);
        for (var line = lines.next(); line != null; line = lines.next()) {
            last.add(line, line.text());
        }
        var text = new StringBuilder();
        last.lines.forEach(line -> append(text, line));
        return Neutral.tags(text.toString()) + "[the last " + Facts.count(last.lines.size(), "line") + ", from byte "
                + last.lines.getFirst().offset() + " of " + size + " on"
                + (last.lines.size() < wanted && last.lines.getFirst().offset() > offset.orElse(0)
                        ? "; more would be too much at once"
                        : "")
                + "]";
    }

    private String matches(OutputSearch search, Output output, long size) throws InterruptedException {
        int wanted = (int) Math.min(MOST_MATCHES, lastLines.orElse(MOST_MATCHES));
        boolean all = lastLines.isPresent();
        var found = new Recent(wanted);
        var result = search.run(output, offset.orElse(0), size, (line, at) -> {
            found.add(line, line.offset() + ": " + GrepReport.around(line.text(), at));
            return all || (found.lines.size() < wanted && found.characters < MOST_CHARACTERS);
        });
        var text = new StringBuilder();
        if (found.count == 0) {
            text.append("No line matches")
                    .append(offset.isPresent() ? " after byte " + offset.getAsLong() : "")
                    .append(".\n");
        } else {
            text.append(all && found.count > found.lines.size() ? "The last matching lines" : "Matching lines")
                    .append(" (byte offset: line):\n");
            found.texts.forEach(line -> text.append(Neutral.tags(line)).append('\n'));
        }
        if (all && found.count > 0) {
            text.append("[").append(Facts.count(found.count, "line")).append(" of it match]\n");
        } else if (!all && result.next() < size && found.count == MOST_MATCHES) {
            text.append("[")
                    .append(MOST_MATCHES)
                    .append(" matches, the limit; more may follow: offset ")
                    .append(result.next())
                    .append("]\n");
        } else if (!all && result.next() < size) {
            text.append("[searched up to byte ")
                    .append(result.next())
                    .append(" of ")
                    .append(size)
                    .append("; go on with offset ")
                    .append(result.next())
                    .append("]\n");
        }
        if (result.gone() > 0) {
            text.append("[").append(Facts.bytes(result.gone())).append(" in the middle were freed and not searched]\n");
        }
        if (!result.doubt().isEmpty()) {
            text.append("[").append(result.doubt()).append("]\n");
        }
        return text.toString().stripTrailing();
    }

    private static void append(StringBuilder text, OutputLine line) {
        if (line.gap() > 0) {
            text.append(OutputView.gap(line.gap())).append('\n');
        }
        String shown = line.text();
        text.append(
                        shown.length() <= MOST_CHARACTERS
                                ? shown
                                : shown.substring(0, Facts.boundary(shown, MOST_CHARACTERS)) + "…")
                .append('\n');
    }

    /** The last of many lines, bounded in number and in characters. */
    private static final class Recent {
        final ArrayDeque<OutputLine> lines = new ArrayDeque<>();
        final ArrayDeque<String> texts = new ArrayDeque<>();
        private final int most;
        long count;
        int characters;

        Recent(int most) {
            this.most = most;
        }

        void add(OutputLine line, String text) {
            lines.add(line);
            texts.add(text);
            characters += text.length();
            count++;
            while (lines.size() > 1 && (lines.size() > most || characters > MOST_CHARACTERS + LONGEST_MATCH)) {
                lines.remove();
                characters -= texts.remove().length();
            }
        }
    }
}
