package dev.lungo.tasks;

import java.nio.charset.StandardCharsets;

/**
 * What {@code /proc/PID/stat} says, as far as the engine wants to know.
 *
 * @param start in clock ticks since the boot
 */
record ProcessStat(long pid, String name, char state, long parent, long group, long session, long start) {
    private static final int FIELDS_TO_START = 15;

    /** Reads the first {@code length} bytes; a scan does this for every process of the machine, hence no strings. */
    static ProcessStat parse(byte[] stat, int length) {
        var open = 0;
        while (stat[open] != '(') {
            open++;
        }
        // The name may hold anything, blanks and brackets too; the last closing bracket ends it.
        var close = length - 1;
        while (stat[close] != ')') {
            close--;
        }
        var fields = new Fields(stat, close + 4);
        var parent = fields.next();
        var group = fields.next();
        var session = fields.next();
        fields.skip(FIELDS_TO_START);
        return new ProcessStat(
                new Fields(stat, 0).next(),
                new String(stat, open + 1, close - open - 1, StandardCharsets.UTF_8),
                (char) stat[close + 2],
                parent,
                group,
                session,
                fields.next());
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

    /** Numbers with one blank after each. */
    private static final class Fields {
        private final byte[] text;

        /** Used by the thread that parses. */
        private int at;

        Fields(byte[] text, int from) {
            this.text = text;
            at = from;
        }

        long next() {
            var negative = text[at] == '-';
            if (negative) {
                at++;
            }
            var number = 0L;
            for (; text[at] != ' '; at++) {
                number = number * 10 + text[at] - '0';
            }
            at++;
            return negative ? -number : number;
        }

        void skip(int fields) {
            for (var i = 0; i < fields; i++) {
                while (text[at] != ' ') {
                    at++;
                }
                at++;
            }
        }
    }
}
