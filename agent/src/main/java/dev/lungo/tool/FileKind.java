package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What lies at a path, links not followed. Only a regular file is ever opened. */
enum FileKind {
    MISSING("does not exist"),
    REGULAR("is a file"),
    FOLDER("is a folder"),
    LINK("is a symbolic link"),
    FIFO("is a FIFO (named pipe)"),
    SOCKET("is a socket"),
    DEVICE("is a device"),
    OTHER("is neither a file nor a folder");

    private static final int TYPE_MASK = 0170000;

    final String words;

    FileKind(String words) {
        this.words = words;
    }

    static FileKind of(Path path) throws IOException {
        try {
            return switch ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE_MASK) {
                case 0100000 -> REGULAR;
                case 0040000 -> FOLDER;
                case 0120000 -> LINK;
                case 0010000 -> FIFO;
                case 0140000 -> SOCKET;
                case 0020000, 0060000 -> DEVICE;
                default -> OTHER;
            };
        } catch (NoSuchFileException missing) {
            return MISSING;
        } catch (FileSystemException maybeBelowAFile) {
            // "a-file/name": the kernel says ENOTDIR where a shell user would say that there is no such file.
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.isRegularFile(existingAncestor(path))) {
                return MISSING;
            }
            throw maybeBelowAFile;
        }
    }

    /** The nearest parent that is there. */
    static Path existingAncestor(Path path) {
        Path parent = path.getParent();
        while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            parent = parent.getParent();
        }
        return parent == null ? path.toAbsolutePath().getRoot() : parent;
    }
}
