package dev.lungo.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder held open, found from the root down without following a link. What is done in it is done there, whatever takes the
 * place of a folder on the way meanwhile: a command that runs beside may swap one for a link at any moment. Owned by one thread.
 */
final class HeldFolder implements Closeable {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Path path;
    private final SecureDirectoryStream<Path> held;

    private HeldFolder(Path path, SecureDirectoryStream<Path> held) {
        this.path = path;
        this.held = held;
    }

    /**
     * Holds a folder that is there.
     *
     * @param real its path, without links and dots
     */
    static HeldFolder of(Path real) throws IOException {
        return Opener.once(real, () -> down(real, false));
    }

    /** @param opener of whoever holds many, one after the other */
    static HeldFolder of(Path real, Opener opener) throws IOException {
        return opener.open(real, () -> down(real, false));
    }

    /** Makes what is missing of it. */
    static HeldFolder made(Path real) throws IOException {
        return Opener.once(real, () -> down(real, true));
    }

    /** Opens a file that was found to be regular, by its real path, never through a link. */
    static SeekableByteChannel open(Path real) throws IOException {
        return Opener.once(real, () -> {
            try (HeldFolder folder = down(parent(real), false)) {
                return folder.read(real.getFileName());
            }
        });
    }

    static Path parent(Path real) {
        return real.getParent() == null ? real.getRoot() : real.getParent();
    }

    private static HeldFolder down(Path real, boolean make) throws IOException {
        Path at = real.getRoot();
        SecureDirectoryStream<Path> held = byPath(at);
        try {
            for (Path name : real) {
                at = at.resolve(name);
                SecureDirectoryStream<Path> above = held;
                held = null;
                try (above) {
                    held = next(above, name, at, make);
                }
            }
        } catch (IOException | RuntimeException failed) {
            close(held);
            throw failed;
        }
        if (held == null) {
            throw new AccessDeniedException(real.toString());
        }
        return new HeldFolder(real, held);
    }

    private static void close(@Nullable SecureDirectoryStream<Path> stream) throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    /** Null where the folder cannot be opened, but perhaps one in it. */
    private static @Nullable SecureDirectoryStream<Path> next(
            @Nullable SecureDirectoryStream<Path> above, Path name, Path at, boolean make) throws IOException {
        if (make && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(at);
        }
        try {
            if (above == null) {
                return byPath(at);
            }
            var facts = above.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.readAttributes().isDirectory()) {
                throw new FileSystemException(at.toString(), null, "it is no folder any more; nothing was done");
            }
            return above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException closed) {
            // Who may pass through another's folder without listing it cannot put anything in it either.
            if (Files.getAttribute(at, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user())) {
                throw new AccessDeniedException(at.toString());
            }
            return null;
        } catch (NoSuchFileException gone) {
            throw new NoSuchFileException(at.toString());
        }
    }

    private static Object user() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Integer.valueOf(line.split("\\s+", -1)[1]))
                .findFirst()
                .orElseThrow(() -> new IOException(STATUS + " names no user"));
    }

    /** Linux has no other kind of stream for folders. */
    @SuppressWarnings("StreamResourceLeak") // who asks closes it
    private static SecureDirectoryStream<Path> byPath(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new FileSystemException(folder.toString(), null, "it is no folder any more; nothing was done");
        }
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder);
    }

    Path path() {
        return path;
    }

    /** Its entries, by name. */
    Iterable<Path> entries() {
        return held;
    }

    /** Opens a file; whoever does not use an {@link Opener} may wait for ever. What is no regular file any more fails. */
    SeekableByteChannel read(Path name) throws IOException {
        SeekableByteChannel file =
                held.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            // Which pipes, sockets and terminals do not allow.
            return file.position(0);
        } catch (IOException noFile) {
            file.close();
            throw noFile;
        }
    }

    /** Nobody else may read a private one; another has the mode of any new file. */
    FileChannel create(Path name, boolean isPrivate) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileAttribute<?>[] mode = isPrivate
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return (FileChannel) held.newByteChannel(name, options, mode);
    }

    /** At once, over what may be there. */
    void rename(Path from, Path to) throws IOException {
        held.move(from, held, to);
    }

    void delete(Path name) throws IOException {
        held.deleteFile(name);
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
