package dev.lungo.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that a transcript writes to: bytes at its end, forced to disk on demand. */
interface LedgerFile extends Closeable {
    long length() throws IOException;

    void append(byte[] bytes) throws IOException;

    void force() throws IOException;

    /** Cuts off what follows. */
    void cutTo(long length) throws IOException;

    /** How the file of a transcript is opened. */
    interface Opening {
        LedgerFile open(Path path) throws IOException;
    }

    /** Opens a file that exists. */
    static LedgerFile open(Path path) throws IOException {
        return new OnDisk(new RandomAccessFile(path.toFile(), "rw"));
    }

    /** Forces the name of a new file to disk: what is forced in a file without a name is lost all the same. */
    static void forceName(Path file) throws IOException {
        try (var names = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /**
     * A real file.
     *
     * @param file not a FileChannel: an interrupt of the conversation's thread would close it
     */
    record OnDisk(RandomAccessFile file) implements LedgerFile {
        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.seek(file.length());
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void cutTo(long length) throws IOException {
            file.setLength(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
