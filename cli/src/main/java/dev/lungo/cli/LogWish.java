package dev.lungo.cli;

import dev.lungo.tool.OutputSearch;
import dev.lungo.tool.ToolInput;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody wants to see of a task's output.
 *
 * @param follow on until the task ends
 * @param lines only the last so many
 * @param pattern only lines in which this regular expression matches
 */
record LogWish(boolean follow, OptionalInt lines, Optional<String> pattern) {
    static final LogWish ALL = new LogWish(false, OptionalInt.empty(), Optional.empty());

    /**
     * Reads it off a command line.
     *
     * @throws UsageException where it makes no sense
     */
    static LogWish of(CommandLine line) {
        var wish = new LogWish(line.has(Flag.FOLLOW), new FlagValues(line).positive(Flag.LINES), line.value(Flag.GREP));
        var _ = wish.search();
        return wish;
    }

    Optional<OutputSearch> search() {
        try {
            return pattern.map(OutputSearch::of);
        } catch (ToolInput.Invalid malformed) {
            throw new UsageException(String.valueOf(malformed.getMessage()));
        }
    }
}
