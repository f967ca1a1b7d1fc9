package dev.lungo.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A task's {@code output.log}. It is opened for each read: a thousand idle tasks hold no descriptor for it. */
record LogFile(TaskFolder folder) implements Output {
    @Override
    public Path path() {
        return folder.log();
    }

    @Override
    public String loss() {
        return folder.complaint();
    }

    @Override
    public long size() {
        try {
            return Files.size(path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + path(), e);
        }
    }

    @Override
    public Piece read(long offset, int max) {
        if (offset < 0 || max < 0) {
            throw new IllegalArgumentException("cannot read " + max + " bytes from offset " + offset);
        }
        try (var file = FileChannel.open(path(), StandardOpenOption.READ)) {
            var there = Math.clamp(file.size() - offset, 0, max);
            var bytes = ByteBuffer.allocate(there);
            while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
                // read() may answer less than asked for
            }
            return new Piece(offset, Arrays.copyOf(bytes.array(), bytes.position()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(), e);
        }
    }
}
