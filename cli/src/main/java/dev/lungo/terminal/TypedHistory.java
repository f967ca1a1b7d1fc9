package dev.lungo.terminal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The lines that were typed, in a file: a line is in it whole or not at all, and the next that can be written brings those with
 * it that could not.
 */
final class TypedHistory extends DefaultHistory {
    private final Path file;
    private final Consumer<String> troubles;

    // Written by the thread that reads lines.
    private boolean failing;

    /** @param troubles hears why lines are not remembered, once until they are again */
    TypedHistory(TypingReader reader, Path file, Consumer<String> troubles) {
        super(reader);
        this.file = file;
        this.troubles = troubles;
    }

    @Override
    public void save() {
        long whole = -1;
        try {
            whole = Files.exists(file) ? Files.size(file) : 0;
            super.save();
            failing = false;
        } catch (IOException failed) {
            cutTo(whole, failed);
            if (!failing) {
                failing = true;
                troubles.accept("what you type is not remembered in " + file + " for now: " + failed.getMessage());
            }
        }
    }

    /** Half a line on a full disk would make one line with the next. */
    private void cutTo(long whole, IOException failed) {
        if (whole < 0) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
        } catch (IOException worse) {
            failed.addSuppressed(worse);
        }
    }
}
