package dev.lungo.tool;

import dev.lungo.tasks.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * A log whose middle is gone, as a file to be read: its head, a line that says what is missing, its tail. What goes while it
 * is read is left out without a word. Owned by one thread.
 */
final class LogChannel implements SeekableByteChannel {
    private final Output output;
    private final Output.Freed freed;
    private final byte[] word;
    private final long size;
    private long position;
    private boolean open = true;

    private LogChannel(Output output, Output.Freed freed) {
        this.output = output;
        this.freed = freed;
        word = ("\n" + OutputView.gap(freed.length()) + "\n").getBytes(StandardCharsets.UTF_8);
        size = output.size() - freed.length() + word.length;
    }

    /** Opens a log; one that is whole is opened as any other file. */
    static SeekableByteChannel open(Output output) throws IOException {
        try {
            var freed = output.freed();
            return freed.isEmpty() ? HeldFolder.open(output.path()) : new LogChannel(output, freed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What to know about a file that was read as this channel shows it, as a line; empty where nothing is missing. */
    static String note(SeekableByteChannel file, String name) {
        return file instanceof LogChannel log
                ? "[bytes " + log.freed.from() + " to " + log.freed.to() + " of " + name
                        + " were freed and are gone: nothing is known about them; line numbers after them are wrong]"
                : "";
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        int length = (int) Math.min(into.remaining(), size - position);
        byte[] bytes = bytes(length);
        if (bytes.length == 0 && length > 0) {
            return -1;
        }
        into.put(bytes);
        position += bytes.length;
        return bytes.length;
    }

    private byte[] bytes(int length) throws IOException {
        long behindWord = position - freed.from() - word.length;
        if (position >= freed.from() && behindWord < 0) {
            int from = (int) (position - freed.from());
            return java.util.Arrays.copyOfRange(word, from, Math.min(word.length, from + length));
        }
        try {
            return position < freed.from()
                    ? output.read(position, (int) Math.min(length, freed.from() - position))
                            .bytes()
                    : output.read(freed.to() + behindWord, length).bytes();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
