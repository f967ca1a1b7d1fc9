package dev.lungo.permission;

import dev.lungo.permission.Verdict.Suggestion;

/** Whom an agent can ask for permission. Called by one thread at a time, beside the person's own. */
public interface Person {
    /** Puts a question; its answer goes to the question. */
    void ask(Question question);

    /** Takes a question back, answered or not. */
    void withdraw(Question question);

    /** Says what came of an answer. */
    void tell(String text);

    /** What a person says. */
    sealed interface Answer {
        /** Yes, and ask again the next time. */
        record Once() implements Answer {}

        /** Yes, and to all calls like that until the session is left. */
        record ForSession(Suggestion what) implements Answer {}

        /** Yes, and to all calls like that in this project. */
        record Always(Suggestion what) implements Answer {}

        /**
         * No.
         *
         * @param words for the model, or empty
         */
        record No(String words) implements Answer {}
    }
}
