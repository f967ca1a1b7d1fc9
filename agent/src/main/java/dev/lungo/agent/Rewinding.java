package dev.lungo.agent;

import dev.lungo.tool.FileChange;
import dev.lungo.tool.FileRewind;
import java.util.List;
import java.util.function.Consumer;

/** Takes a session back to before one of its prompts. Safe for any thread but the one that owns the conversation. */
public interface Rewinding {
    /** A session that cannot be taken back. */
    Rewinding NONE = new Rewinding() {
        @Override
        public List<Point> points() {
            return List.of();
        }

        @Override
        public void to(Point point, Scope scope, Consumer<FileRewind.Outcome> told) {
            throw new IllegalStateException("there is nothing to go back to: " + point);
        }
    };

    /** Where it can be taken back to, oldest first. */
    List<Point> points();

    /**
     * Takes it back; waits until a turn at work is over.
     *
     * @param told what became of each file, as soon as that is known, on another thread; also where the rest then fails
     * @throws RecordException where that cannot be written down
     */
    void to(Point point, Scope scope, Consumer<FileRewind.Outcome> told) throws InterruptedException;

    /** A place in a session. */
    sealed interface Point {
        /** In the list, from 1 on. */
        int number();

        /** What Lungo itself did to files since then, oldest first. */
        List<FileChange> changes();

        /** How many files that are. */
        default int files() {
            return (int) changes().stream().map(FileChange::file).distinct().count();
        }

        /** Before a prompt. */
        record Prompt(int number, UserPrompt prompt, List<FileChange> changes) implements Point {
            public Prompt {
                changes = List.copyOf(changes);
            }
        }

        /** Before files were taken back, so that this can be undone. */
        record Files(int number, String time, List<FileChange> changes) implements Point {
            public Files {
                changes = List.copyOf(changes);
            }
        }
    }

    /** What is taken back. */
    enum Scope {
        CONVERSATION,
        FILES,
        BOTH;

        public boolean conversation() {
            return this != FILES;
        }

        public boolean files() {
            return this != CONVERSATION;
        }
    }
}
