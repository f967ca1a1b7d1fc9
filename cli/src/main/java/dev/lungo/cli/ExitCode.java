package dev.lungo.cli;

/** What the process tells its caller by its exit code. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** A limit on turns or on spending was reached. */
    static final int LIMIT = 3;
    /** The reader of stdout went away; what a shell reports of a process that SIGPIPE ended. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
