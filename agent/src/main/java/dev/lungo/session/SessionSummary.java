package dev.lungo.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A session in a list.
 *
 * @param changed when something was last said in it
 * @param prompts how many there were
 * @param title the first prompt; what is wrong with the transcript, where it cannot be read
 * @param forkOf the session that it is a copy of
 * @param inUse the process that is its agent now: its id, or {@code ?}
 */
public record SessionSummary(
        String id,
        Path transcript,
        Instant changed,
        int prompts,
        String title,
        Optional<String> forkOf,
        Optional<String> inUse) {
    static final String TAKEN_BACK = "(all of it was taken back)";

    /** Whether nothing is left of what was said in it. */
    public boolean isTakenBack() {
        return prompts == 0 && title.equals(TAKEN_BACK);
    }
}
