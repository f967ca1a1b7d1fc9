package dev.lungo.terminal;

import java.util.List;

/**
 * What a person at a terminal reads and types. Printing and asking are for any thread and never wait for the terminal;
 * {@link #read()} is for one thread.
 */
interface Screen extends AutoCloseable {
    /** Lines that stay, above what is being typed. */
    void print(List<Line> lines);

    /** What the person has typed, where the terminal itself leaves no trace of it. */
    void echo(List<Line> lines);

    /** What comes and goes between the lines that stay and what is typed; replaces what was shown before. */
    void show(Live live);

    /** Puts a question; its answer comes on the reading thread, once, unless it is withdrawn before. */
    void ask(AskQuestion question);

    /** Takes a question back; no harm where it was answered already. */
    void withdraw(AskQuestion question);

    /** Puts text where the person types, to be edited; where there is text already, or no line to edit, nothing is done. */
    void fill(String text);

    /** Puts text back that the person typed before, in front of what is on the line; without a line to edit it is said. */
    void putBack(String text);

    /** Waits for what the person types next. */
    Typed read();

    /** Makes {@link #read()} return, now and from now on. */
    void endReading();

    /** Whether Ctrl+C comes as a signal; it is told to {@link Keys} all the same. */
    boolean keysAreSignals();

    /** Everything printed is on the terminal, and the terminal as it was, when this returns. */
    @Override
    void close();

    /**
     * What comes and goes.
     *
     * @param partial the line that is being written; its end is shown where there is no room for all of it
     * @param status cut to the width
     * @param working whether a turn is at work
     */
    record Live(Line partial, Line status, boolean working) {
        static final Live NOTHING = new Live(Line.EMPTY, Line.EMPTY, false);
    }

    /** What a person typed. */
    sealed interface Typed {
        /** A line, or several. */
        record Text(String text) implements Typed {}

        /** The end of the input, on an empty line; or {@link #endReading()}. */
        record End() implements Typed {}

        /** There is no terminal any more. */
        record Gone() implements Typed {}
    }

    /** The keys that are no text. Called on the reading thread, or where keys are signals on any; must be quick. */
    interface Keys {
        /** Escape. */
        void escape();

        /** Ctrl+C with no text on the line. */
        void cancel();

        /** Ctrl+B. */
        void background();

        /** Shift+Tab. */
        void nextMode();
    }
}
