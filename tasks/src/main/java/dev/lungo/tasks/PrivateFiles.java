package dev.lungo.tasks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and folders that only the user can read: private from their first moment, not afterwards. */
final class PrivateFiles {
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private PrivateFiles() {}

    static void folder(Path folder) throws IOException {
        Files.createDirectory(folder, FOLDER);
    }

    /** As {@link Files#createDirectories}, for the folders that are missing. */
    static void folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, FOLDER);
        }
    }

    /** A new file with this content. */
    static void write(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    /** A new file with this content that a loss of power cannot take back. */
    static void force(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, byte[] content, boolean force) throws IOException {
        try (var channel = FileChannel.open(file, NEW, FILE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (force) {
                channel.force(true);
            }
        }
    }
}
