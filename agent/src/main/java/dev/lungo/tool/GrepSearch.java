package dev.lungo.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One search through files: finds matching lines and hands them to a report. Owned by one thread. */
final class GrepSearch implements Closeable {
    private static final int LONGEST_LINE = 20_000;
    /** Characters that the expression may look at in one line; a sane one needs a few times the line's length. */
    private static final long PATIENCE = 4_000_000;

    private static final int MOST_IMPATIENT = 20;
    private static final int MOST_GAPS = 10;
    private static final Duration MOST_TIME = Duration.ofSeconds(60);

    private final Pattern pattern;
    private final GrepReport report;
    private final TaskLogs logs;
    private final long started = System.nanoTime();
    private int tooComplex;
    private int unreadable;
    private boolean late;
    private final Opener opener = new Opener();

    /** That of the last file: the next one mostly lies in it too. */
    private @Nullable HeldFolder folder;

    /** What to know of logs whose middle is gone. */
    private final List<String> gaps = new ArrayList<>();

    GrepSearch(Pattern pattern, GrepReport report, TaskLogs logs) {
        this.pattern = pattern;
        this.report = report;
        this.logs = logs;
    }

    boolean wantsMore() {
        late |= System.nanoTime() - started > MOST_TIME.toNanos();
        return !report.full() && !late && tooComplex < MOST_IMPATIENT;
    }

    /** Searches a file, if it is one and holds text. */
    void file(Path file) throws InterruptedException {
        try {
            if (FileKind.of(file) != FileKind.REGULAR) {
                return;
            }
            HeldFolder held = folder(HeldFolder.parent(file));
            try (var channel = opener.open(file, () -> logs.open(file, held))) {
                Encoding encoding = Encoding.of(Lines.head(channel));
                if (encoding == Encoding.BINARY) {
                    report.skippedBinary();
                    return;
                }
                String gap = LogChannel.note(channel, report.name(file));
                if (!gap.isEmpty() && gaps.size() < MOST_GAPS) {
                    gaps.add(gap);
                }
                channel.position(encoding.bom);
                try (var lines = new Lines(Channels.newInputStream(channel), encoding, LONGEST_LINE)) {
                    lines(file, lines);
                }
            }
        } catch (ClosedByInterruptException interrupt) {
            Thread.interrupted();
            throw new InterruptedException("while searching " + file);
        } catch (IOException gone) {
            // Deleted or locked away since the walk saw it: counted, and the search goes on.
            unreadable++;
        }
    }

    private HeldFolder folder(Path wanted) throws IOException {
        HeldFolder last = folder;
        if (last != null && last.path().equals(wanted)) {
            return last;
        }
        leaveFolder();
        HeldFolder next = HeldFolder.of(wanted, opener);
        folder = next;
        return next;
    }

    @Override
    public void close() throws IOException {
        leaveFolder();
        opener.close();
    }

    private void leaveFolder() throws IOException {
        HeldFolder last = folder;
        folder = null;
        if (last != null) {
            opener.close(last);
        }
    }

    ToolOutcome outcome(String notes) {
        var more = new StringBuilder(notes);
        if (tooComplex > 0) {
            more.append("\n[the expression backtracks too much on ")
                    .append(Facts.count(tooComplex, "line"))
                    .append(tooComplex < MOST_IMPATIENT ? ", which were skipped" : "; the search was given up")
                    .append(": simplify nested repetitions such as (a+)+]");
        }
        if (late) {
            more.append("\n[stopped after ").append(Facts.limit(MOST_TIME)).append(": search a smaller path]");
        }
        if (unreadable > 0) {
            more.append("\n[").append(Facts.count(unreadable, "file")).append(" could not be read]");
        }
        gaps.forEach(gap -> more.append('\n').append(gap));
        return report.outcome(more.toString().strip());
    }

    private void lines(Path file, Lines lines) throws IOException, InterruptedException {
        Deque<String> before = new ArrayDeque<>();
        int after = 0;
        report.begin(file);
        for (String line = lines.next(); line != null && wantsMore() && !report.enoughOfFile(); line = lines.next()) {
            int at = match(line);
            if (at >= 0) {
                report.match(lines.number(), line, at, before);
                before.clear();
                after = report.context();
            } else if (after > 0) {
                report.after(lines.number(), line);
                after--;
            } else if (report.context() > 0) {
                before.addLast(line);
                if (before.size() > report.context()) {
                    before.removeFirst();
                }
            }
        }
        report.end();
    }

    /** Where the line matches, -1 where it does not. */
    private int match(String line) throws InterruptedException {
        try {
            var matcher = pattern.matcher(new PatientText(line, PATIENCE));
            return matcher.find() ? matcher.start() : -1;
        } catch (PatientText.OutOfPatience | StackOverflowError tooMuch) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while matching");
            }
            tooComplex++;
            return -1;
        }
    }
}
