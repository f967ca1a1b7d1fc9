package dev.lungo.agent;

/** Why the wait for something to do ended. */
sealed interface Arrival {
    /** The user's words; they are taken out of the inbox. */
    record Prompt(UserPrompt prompt) implements Arrival {}

    /** A notice that wants a turn; it is still in the inbox. */
    record Wake() implements Arrival {}

    /** Something to do between two turns. */
    record Errand(Runnable work) implements Arrival {}

    /** Nothing in the time given. */
    record TimedOut() implements Arrival {}

    /** Some notice came that wants no turn. */
    record Quiet() implements Arrival {}

    record Closed() implements Arrival {}
}
