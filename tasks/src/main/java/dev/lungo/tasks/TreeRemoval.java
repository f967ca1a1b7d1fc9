package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Removes a folder and all in it, never anything else, although somebody may still be at work in it: each folder is held open,
 * so that one which is exchanged for a link meanwhile leads nowhere.
 */
final class TreeRemoval {
    private static final int DEEPEST = 500;
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    private TreeRemoval() {}

    /** What somebody else removes at the same moment is gone as well. */
    static void remove(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            if (!(entries instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this file system lets nobody remove " + folder + " safely");
            }
            empty(secure, 0);
        } catch (NoSuchFileException gone) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(folder);
    }

    private static void empty(SecureDirectoryStream<Path> folder, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("its folders lie more than " + DEEPEST + " deep in each other");
        }
        for (var entry : folder) {
            try {
                remove(folder, entry.getFileName(), depth);
            } catch (NoSuchFileException gone) {
                // Somebody else removed it, as it should be.
            }
        }
    }

    private static void remove(SecureDirectoryStream<Path> folder, Path name, int depth) throws IOException {
        var view = folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        var attributes = view.readAttributes();
        if (!attributes.isDirectory()) {
            folder.deleteFile(name);
            return;
        }
        if (!attributes.permissions().containsAll(OWN)) {
            try {
                folder.deleteDirectory(name);
                return;
            } catch (DirectoryNotEmptyException full) {
                // Caches are made unwritable by who fills them.
                view.setPermissions(OWN);
            }
        }
        try (var below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            empty(below, depth + 1);
        }
        folder.deleteDirectory(name);
    }
}
