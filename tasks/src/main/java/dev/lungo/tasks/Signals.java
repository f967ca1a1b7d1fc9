package dev.lungo.tasks;

/** The numbers of the signals that the engine sends; the same on x86-64 and AArch64. */
final class Signals {
    static final int KILL = 9;
    static final int TERM = 15;
    static final int CONT = 18;
    static final int STOP = 19;

    private Signals() {}
}
