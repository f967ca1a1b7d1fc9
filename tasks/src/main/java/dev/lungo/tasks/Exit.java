package dev.lungo.tasks;

/** How a task's main process ended, as its waiter recorded it. */
public sealed interface Exit {
    /** The process ended by itself with this code, 0 to 128. */
    record Code(int code) implements Exit {}

    /** The process was ended by this signal, and somebody saw the kernel say so. */
    record Signal(int number) implements Exit {}

    /**
     * A status above 128 as a POSIX shell reports it: the code itself, or the signal {@code status - 128}. Which of the
     * two, nobody can know.
     */
    record CodeOrSignal(int status) implements Exit {}

    /** Whether the command says that it succeeded. */
    default boolean success() {
        return this instanceof Code(int code) && code == 0;
    }
}
