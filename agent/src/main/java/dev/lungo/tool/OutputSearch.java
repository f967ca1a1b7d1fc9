package dev.lungo.tool;

import dev.lungo.tasks.Output;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A search for lines of a task's output, in bounded time and memory whatever the expression and the output. Safe for any
 * thread.
 */
public final class OutputSearch {
    /** Characters that the expression may look at in one line; a sane one needs a few times the line's length. */
    private static final long PATIENCE = 4_000_000;

    private static final int MOST_IMPATIENT = 20;
    private static final int NOWHERE = -1;
    private static final int TOO_HARD = -2;
    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    private final Pattern pattern;

    private OutputSearch(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * A search for lines in which a regular expression matches.
     *
     * @throws ToolInput.Invalid where it is none, with what is wrong
     */
    public static OutputSearch of(String regex) {
        try {
            return new OutputSearch(Pattern.compile(regex));
        } catch (PatternSyntaxException malformed) {
            throw new ToolInput.Invalid("Not a Java regular expression: " + regex + " (" + malformed.getDescription()
                    + " near position " + malformed.getIndex()
                    + "). Escape characters that are meant literally with a backslash, such as \\( \\{ \\[.");
        }
    }

    /**
     * How a search ended.
     *
     * @param next where a further search would go on
     * @param gone how many bytes of the part could not be searched because they are gone
     * @param doubt what kept it from being complete, in words; empty where nothing did
     */
    public record Result(long next, long gone, String doubt) {}

    /** Gets lines that match. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes a line.
         *
         * @param at where in its text the match begins
         * @return whether another one is wanted
         */
        boolean take(OutputLine line, int at);
    }

    /** Searches the part between two offsets. */
    public Result run(Output output, long from, long to, Taker taker) throws InterruptedException {
        long end = System.nanoTime() + MOST_TIME.toNanos();
        var lines = new OutputLines(output, from, to);
        long gone = 0;
        int impatient = 0;
        long next = from;
        for (var line = lines.next(); line != null; line = lines.next()) {
            gone += line.gap();
            next = line.next();
            int at = match(line.text());
            if (at == TOO_HARD) {
                impatient++;
            } else if (at != NOWHERE && !taker.take(line, at)) {
                return new Result(next, gone, doubt(impatient));
            }
            if (impatient == MOST_IMPATIENT) {
                return new Result(next, gone, doubt(impatient) + "; the search was given up");
            }
            if (System.nanoTime() > end) {
                return new Result(next, gone, "it was stopped after " + Facts.limit(MOST_TIME));
            }
        }
        return new Result(Math.max(next, to), gone, doubt(impatient));
    }

    private int match(String line) throws InterruptedException {
        try {
            var matcher = pattern.matcher(new PatientText(line, PATIENCE));
            return matcher.find() ? matcher.start() : NOWHERE;
        } catch (PatientText.OutOfPatience | StackOverflowError tooMuch) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while matching");
            }
            return TOO_HARD;
        }
    }

    private static String doubt(int impatient) {
        return impatient == 0
                ? ""
                : "the expression backtracks too much on " + Facts.count(impatient, "line")
                        + ", which were skipped: simplify nested repetitions such as (a+)+";
    }
}
