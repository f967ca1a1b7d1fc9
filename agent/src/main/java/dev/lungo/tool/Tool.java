package dev.lungo.tool;

import dev.lungo.model.ToolSpec;
import java.util.Optional;

/** Something the model can call. Safe for several calls at once. */
public interface Tool {
    ToolSpec spec();

    Access access();

    /** A line for people: what this call does, such as {@code mvn -q verify}. Never throws, whatever the input. */
    String summary(ToolInput input);

    /**
     * What a call comes to that cannot run in any case, so that nobody is asked about it: a look without any effect. Empty
     * where it may run, which is no promise: the call looks again.
     *
     * @throws ToolInput.Invalid as {@link #run} does
     */
    default Optional<ToolOutcome> refusal(ToolInput input) {
        return Optional.empty();
    }

    /**
     * Runs the call on a virtual thread of its own; an interrupt ends it at once (a task it waits for goes on, unless the
     * tool says otherwise). A tool that has something to say about the interrupt answers with the thread's interrupt status
     * set instead of throwing.
     *
     * @throws ToolInput.Invalid when the input does not fit; becomes an error result
     */
    ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException;

    /** The conversation goes on with another past: what the model was shown until now counts no more. */
    default void forget() {}

    /** What a call touches. Decides what runs side by side and what asks first. */
    enum Access {
        /** Reads files or state; asks nobody. */
        READ,
        /** Runs a command. */
        COMMAND,
        /** Changes a file: a barrier for the calls before and after it. */
        WRITE
    }
}
