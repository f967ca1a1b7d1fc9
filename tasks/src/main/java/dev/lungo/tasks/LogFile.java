package dev.lungo.tasks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public Freed freed() {
        try {
            return new FreedFile(folder.freed()).read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.freed(), e);
        }
    }

    @Override
    public Piece read(long offset, int max) {
        if (offset < 0 || max < 0) {
            throw new IllegalArgumentException("cannot read " + max + " bytes from offset " + offset);
        }
        // What goes is written down before it goes: bytes that nobody called gone after they were read are good.
        for (var freed = freed(); ; ) {
            var piece = readAround(freed, offset, max);
            var now = freed();
            if (now.equals(freed) || piece.next() <= now.from() || piece.offset() >= now.to()) {
                return piece;
            }
            freed = now;
        }
    }

    private Piece readAround(Freed freed, long offset, int max) {
        if (offset >= freed.to()) {
            return read(offset, max, Long.MAX_VALUE);
        }
        return offset < freed.from() ? read(offset, max, freed.from()) : read(freed.to(), max, Long.MAX_VALUE);
    }

    private Piece read(long offset, int max, long end) {
        // Not by a channel, which an interrupt of the caller would close.
        try (var file = new RandomAccessFile(path().toFile(), "r")) {
            var bytes = new byte[Math.clamp(Math.min(end, file.length()) - offset, 0, max)];
            file.seek(offset);
            var length = 0;
            for (var read = 0; read >= 0 && length < bytes.length; length += Math.max(0, read)) {
                read = file.read(bytes, length, bytes.length - length);
            }
            return new Piece(offset, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(), e);
        }
    }
}
