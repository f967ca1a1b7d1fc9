package dev.lungo.tool;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A regular file of which no more than a known number of bytes is read: of those by which Lungo judges, and which a command may
 * exchange for a pipe or let grow at any moment. Nobody waits for such a pipe for ever.
 */
public final class SmallFile {
    private SmallFile() {}

    /**
     * All of it.
     *
     * @throws IOException also where it is no regular file, or a larger one
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        try (var opener = new Opener()) {
            return bytes(file, most, opener);
        }
    }

    /** @param opener of whoever reads many */
    static byte[] bytes(Path file, int most, Opener opener) throws IOException {
        byte[] bytes = start(file, most + 1, opener);
        if (bytes.length > most) {
            throw new FileSystemException(file.toString(), null, "it is larger than " + most + " bytes");
        }
        return bytes;
    }

    /** All of it; what is no UTF-8 is replaced. */
    public static String text(Path file, int most) throws IOException {
        return new String(bytes(file, most), StandardCharsets.UTF_8);
    }

    /** The first bytes of a file, or all of a shorter one. */
    static byte[] start(Path file, int most, Opener opener) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no regular file");
        }
        // By its name, unlike what tools open: who cannot list its folder must be able to judge what lies in it.
        try (SeekableByteChannel channel = opener.open(file, () -> open(file.toRealPath()))) {
            return Channels.newInputStream(channel).readNBytes(most);
        }
    }

    private static SeekableByteChannel open(Path real) throws IOException {
        SeekableByteChannel file = Files.newByteChannel(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            // As in a held folder: neither pipes nor terminals allow it.
            return file.position(0);
        } catch (IOException noFile) {
            file.close();
            throw noFile;
        }
    }
}
