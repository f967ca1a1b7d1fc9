package dev.lungo.chaos;

/** What a person does in a project. */
sealed interface Deed {
    /** Begins a session with a prompt. */
    record Begin(SessionStory story) implements Deed {}

    /** Goes on with a session, with a prompt. */
    record GoOn(SessionStory story) implements Deed {}

    /** Goes on in a copy of a session, with a prompt. */
    record Copy(SessionStory original, SessionStory story) implements Deed {}

    /** Takes a session back to before one of its last prompts, files included. */
    record TakeBack(SessionStory story) implements Deed {}

    /** At a terminal: interrupts a turn, so that what was typed ahead is not sent. */
    record Withdraw(SessionStory story) implements Deed {}

    /** At a terminal: gives a session a task that another one left. */
    record Adopt(SessionStory story, DiskTask task) implements Deed {}

    /** The session that it is done in. */
    SessionStory story();
}
