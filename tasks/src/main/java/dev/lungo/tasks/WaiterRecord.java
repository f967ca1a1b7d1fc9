package dev.lungo.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the waiter wrote down, as far as it has come: itself, the main process, and at last the exit status.
 *
 * @param contained whether the main process is in the task's control group
 * @param stopped who had asked for a stop by then
 * @param at when the main process ended, in boot time
 * @param status as a shell reports it: 0 to 255
 */
record WaiterRecord(
        Optional<ProcessIdentity> waiter,
        Optional<ProcessIdentity> main,
        boolean contained,
        Optional<StopIntent.Reason> stopped,
        Optional<Duration> at,
        OptionalInt status) {
    static final WaiterRecord EMPTY = new WaiterRecord(
            Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), OptionalInt.empty());

    static final int SIZE = 256;

    private static final byte FILLER = '~';

    /** The file before the waiter runs: its blocks are taken now, so that a full disk cannot swallow the exit status. */
    static byte[] blank() {
        return filled("");
    }

    /** The whole of such a file with this text in it. */
    static byte[] filled(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SIZE) {
            throw new TaskException("a record holds " + SIZE + " bytes, not " + bytes.length + ": " + text);
        }
        var content = Arrays.copyOf(bytes, SIZE);
        Arrays.fill(content, bytes.length, SIZE, FILLER);
        return content;
    }

    static WaiterRecord parse(byte[] content) {
        var lines = Lines.parse(new String(content, StandardCharsets.ISO_8859_1));
        return new WaiterRecord(
                process(lines.getOrDefault("waiter", "")),
                process(lines.getOrDefault("main", "")),
                lines.getOrDefault("group", "").equals("joined"),
                StopIntent.Reason.of(lines.getOrDefault("stopped", "")),
                moment(lines.getOrDefault("at", "")),
                status(lines.getOrDefault("exit", "")));
    }

    /** The words in a file of that kind, whoever wrote them. */
    static String words(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).strip();
    }

    /** A process id and a start time. */
    static Optional<ProcessIdentity> process(String value) {
        var blank = value.indexOf(' ');
        if (blank < 0 || !digits(value.substring(0, blank)) || !digits(value.substring(blank + 1))) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(
                Long.parseLong(value.substring(0, blank)), Long.parseLong(value.substring(blank + 1))));
    }

    private static Optional<Duration> moment(String value) {
        try {
            return Optional.of(BootTime.parse(value));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    private static OptionalInt status(String value) {
        return value.length() <= 3 && digits(value) ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private static boolean digits(String value) {
        return !value.isEmpty() && value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A status above 128 leaves open whether a signal or the program itself chose it. */
    static Exit exit(int status) {
        return status > 128 ? new Exit.CodeOrSignal(status) : new Exit.Code(status);
    }
}
