package dev.lungo.terminal.testing;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a person sees: draws what a program writes to its terminal, as far as Lungo's programs go. Rows that scroll off
 * the top are kept. All characters are one column wide here.
 */
public final class Glass extends OutputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int columns;
    private final int rows;
    // All guarded by the monitor.
    private final List<StringBuilder> lines = new ArrayList<>();
    private final StringBuilder bytes = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private final java.io.ByteArrayOutputStream character = new java.io.ByteArrayOutputStream();
    private int top;
    private int row;
    private int column;

    public Glass(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        fill();
    }

    /** Everything there was and is to see, without trailing blanks. */
    public synchronized String text() {
        return lines.stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    /** Everything that was written, as it came. */
    public synchronized String raw() {
        return bytes.toString();
    }

    /** The row with the cursor, up to the cursor. */
    public synchronized String beforeCursor() {
        StringBuilder line = line();
        return line.substring(0, Math.min(column, line.length()));
    }

    /** Waits until what is to see is as wanted; an error that shows it where that takes too long. */
    public String await(Predicate<String> wanted) throws InterruptedException {
        return await(() -> wanted.test(text()));
    }

    /** Waits until the row with the cursor, up to the cursor, is this. */
    public void awaitBeforeCursor(String text) throws InterruptedException {
        await(() -> beforeCursor().equals(text));
    }

    private synchronized String await(BooleanSupplier wanted) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            long left = limit - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "not seen in time; this is, the cursor behind '" + beforeCursor() + "':\n" + text());
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return text();
    }

    /** Waits until all these texts are to see at once: what is painted comes in pieces. */
    public String await(String... texts) throws InterruptedException {
        return await(seen -> List.of(texts).stream().allMatch(seen::contains));
    }

    @Override
    public synchronized void write(int b) {
        character.write(b);
        int lead = character.toByteArray()[0] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (character.size() < length) {
            return;
        }
        String text = character.toString(StandardCharsets.UTF_8);
        character.reset();
        bytes.append(text);
        take(text);
        notifyAll();
    }

    private void take(String c) {
        if (sequence.isEmpty() && !c.equals("\033")) {
            put(c);
            return;
        }
        sequence.append(c);
        String soFar = sequence.toString();
        if (soFar.matches("\033\\[[?>=]?[0-9;]*[@-~]")) {
            sequence.setLength(0);
            control(soFar.charAt(soFar.length() - 1), soFar.replaceAll("[^0-9;]", ""), soFar.contains("?"));
        } else if (soFar.equals("\033M")) {
            sequence.setLength(0);
            row = Math.max(top, row - 1);
        } else if (soFar.matches("\033([^\\[\\]()]|[()].)")) {
            sequence.setLength(0);
        }
    }

    private void put(String c) {
        switch (c) {
            case "\r" -> column = 0;
            case "\b" -> column = Math.max(0, column - 1);
            case "\n" -> down();
            case "\007", "\016", "\017" -> {}
            default -> {
                if (column == columns) {
                    column = 0;
                    down();
                }
                pad(column + 1);
                line().replace(column, column + 1, c);
                column++;
            }
        }
    }

    private void control(char kind, String parameters, boolean isPrivate) {
        int first = parameters.isEmpty() || parameters.startsWith(";")
                ? 0
                : Integer.parseInt(parameters.split(";", 2)[0]);
        int count = Math.max(1, first);
        switch (kind) {
            case 'A' -> row = Math.max(top, row - count);
            case 'B' -> row = Math.min(top + rows - 1, row + count);
            case 'C' -> column = Math.min(columns - 1, column + count);
            case 'D' -> column = Math.max(0, column - count);
            case 'G' -> column = count - 1;
            case 'K' -> clearLine();
            case 'J' -> {
                clearLine();
                for (int below = row + 1; below < lines.size(); below++) {
                    lines.get(below).setLength(0);
                }
            }
            case 'P' -> {
                pad(column);
                line().delete(column, Math.min(line().length(), column + count));
            }
            case '@' -> {
                pad(column);
                line().insert(column, " ".repeat(count));
            }
            case 'm', 'h', 'l', 'n', 'c', 't', 'q' -> {}
            default ->
                throw new IllegalStateException("the glass does not know " + kind + " " + parameters + isPrivate);
        }
    }

    private void down() {
        row++;
        if (row >= top + rows) {
            top++;
        }
        fill();
    }

    private void fill() {
        while (lines.size() < top + rows) {
            lines.add(new StringBuilder());
        }
    }

    private void clearLine() {
        if (line().length() > column) {
            line().setLength(column);
        }
    }

    private void pad(int length) {
        while (line().length() < length) {
            line().append(' ');
        }
    }

    private StringBuilder line() {
        return lines.get(row);
    }
}
