package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.tasks.TaskId;
import dev.lungo.tool.FileChange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the calls of the last answer had come when the agent was gone, by the ids of the calls.
 *
 * @param known whether it was written down at all: versions before this one did not
 * @param started those that may have had an effect; a call that only reads need not be among them
 * @param finished with their results
 * @param changes of files that were about to be made
 */
public record CallProgress(
        boolean known, Set<String> started, Map<String, Finished> finished, Map<String, FileChange> changes) {
    /** Nothing was written down. */
    public static final CallProgress UNKNOWN = new CallProgress(false, Set.of(), Map.of(), Map.of());

    public CallProgress {
        started = Set.copyOf(started);
        finished = Map.copyOf(finished);
        changes = Map.copyOf(changes);
    }

    /**
     * A call's one result.
     *
     * @param told the tasks whose end it tells
     */
    public record Finished(Block.ToolResult result, List<TaskId> told) {
        public Finished {
            told = List.copyOf(told);
        }
    }
}
