package dev.lungo.agent;

/** How a turn ended. */
public sealed interface TurnEnd {
    /**
     * The model had said all it wanted.
     *
     * @param text of its last message
     */
    record Completed(String text) implements TurnEnd {}

    /** The user interrupted; every open call has a result and the next prompt works. */
    record Interrupted() implements TurnEnd {}

    /** The model refused to answer. */
    record Refused() implements TurnEnd {}

    /** The limit on model calls was reached. */
    record OutOfTurns(int limit) implements TurnEnd {}

    /** There was no answer; the prompt is kept and goes out again with the next one. */
    record Failed(String message) implements TurnEnd {}
}
