package dev.lungo.tasks;

/**
 * What {@code /proc/PID/stat} says, as far as the engine wants to know.
 *
 * @param start in clock ticks since the boot
 */
record ProcessStat(long pid, String name, char state, long parent, long group, long session, long start) {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int START = 19;

    static ProcessStat parse(String line) {
        // The name may hold anything, blanks and brackets too; the last closing bracket ends it.
        var open = line.indexOf('(');
        var close = line.lastIndexOf(')');
        var fields = line.substring(close + 2).split(" ", START + 2);
        return new ProcessStat(
                Long.parseLong(line.substring(0, open - 1)),
                line.substring(open + 1, close),
                fields[STATE].charAt(0),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[GROUP]),
                Long.parseLong(fields[SESSION]),
                Long.parseLong(fields[START]));
    }

    ProcessIdentity identity() {
        return new ProcessIdentity(pid, start);
    }

    /** A zombie, or dead. */
    boolean ended() {
        return state == 'Z' || state == 'X';
    }

    /** Waiting for something, such as for input. */
    boolean sleeps() {
        return state == 'S';
    }
}
