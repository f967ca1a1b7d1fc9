package dev.lungo.tasks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Makes files and folders that only the user can read, private from their first moment and not afterwards; lists them. */
final class PrivateFiles {
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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

    /** What is in a folder, of these names; as with {@link Files#newDirectoryStream}, but all trouble is an exception of I/O. */
    static List<Path> list(Path folder, String glob) throws IOException {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** A new file with this content. */
    static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, FILE);
        overwrite(file, content, false);
    }

    /** Overwrites a file with this, which needs no room on the disk where the file had as much, and forces it there. */
    static void forceInPlace(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, FILE);
        }
        overwrite(file, content, true);
    }

    private static void overwrite(Path file, byte[] content, boolean force) throws IOException {
        // Not by a channel: an interrupt of the caller would close it in the middle of the work.
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(content);
            if (out.length() > content.length) {
                out.setLength(content.length);
            }
            if (force) {
                out.getFD().sync();
            }
        }
    }
}
