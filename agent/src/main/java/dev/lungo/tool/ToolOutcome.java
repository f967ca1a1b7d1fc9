package dev.lungo.tool;

import dev.lungo.tasks.TaskId;
import java.util.List;

/**
 * What a call came to.
 *
 * @param text for the model; bounded, and says what was left out and where it is. Whatever it was made from, it can neither
 *     open nor close a block of Lungo's own words
 * @param isError whether the model should take it as a failure of the call itself
 * @param told the tasks whose end this text tells, so that no notice repeats it
 */
public record ToolOutcome(String text, boolean isError, List<TaskId> told) {
    public ToolOutcome {
        text = Neutral.tags(text);
        told = List.copyOf(told);
    }

    public static ToolOutcome ok(String text) {
        return new ToolOutcome(text, false, List.of());
    }

    public static ToolOutcome ok(String text, List<TaskId> told) {
        return new ToolOutcome(text, false, told);
    }

    public static ToolOutcome error(String text) {
        return new ToolOutcome(text, true, List.of());
    }
}
