package dev.lungo.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Replaces whole files so that a reader sees the old content or the new, never a part: written beside the file, forced
 * to disk, renamed over it. Safe for any thread; one change at a time.
 */
final class AtomicFiles {
    /** Held from the reading to the rename of a change, so that no two changes of a file overwrite each other. */
    private final ReentrantLock changing = new ReentrantLock();

    private final FileHistory history;

    AtomicFiles(FileHistory history) {
        this.history = history;
    }

    ToolOutcome change(FileAnswer.Work work) throws IOException, InterruptedException {
        changing.lockInterruptibly();
        try {
            return work.run();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Writes a file, new or in the place of a regular one, whose mode and owner stay. Its folder exists. What was there
     * is kept before.
     *
     * @param context told of the change right before it is made
     */
    void write(Path file, byte[] content, CallContext context) throws IOException {
        history.keep(file, Optional.of(Fingerprint.of(content))).ifPresent(context::changing);
        boolean replaces = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        replace(file, replaces, (beside, channel) -> {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (replaces) {
                keepModeAndOwner(file, beside);
            }
        });
    }

    /** Makes a file a copy of another, with this mode. */
    void copy(Path from, Path file, int mode) throws IOException {
        replace(file, true, (beside, channel) -> {
            Files.copy(from, Channels.newOutputStream(channel));
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                keepModeAndOwner(file, beside);
            }
            Files.setAttribute(beside, "unix:mode", mode);
        });
    }

    /** Writes all of a file that has no name yet. */
    private interface Writing {
        void to(Path beside, FileChannel channel) throws IOException;
    }

    private static void replace(Path file, boolean isPrivate, Writing writing) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".lungo-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
        try {
            try (var channel = create(beside, isPrivate)) {
                writing.to(beside, channel);
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Nobody else may read what is to take a private file's place; a new file has the mode of any new file. */
    static FileChannel create(Path beside, boolean isPrivate) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return isPrivate
                ? FileChannel.open(
                        beside,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(beside, options);
    }

    private static void keepModeAndOwner(Path file, Path beside) throws IOException {
        for (String owner : new String[] {"unix:uid", "unix:gid"}) {
            Object wanted = Files.getAttribute(file, owner, LinkOption.NOFOLLOW_LINKS);
            if (!wanted.equals(Files.getAttribute(beside, owner, LinkOption.NOFOLLOW_LINKS))) {
                giveTo(beside, owner, wanted);
            }
        }
        // After the owner: a change of owner drops the set-user-id bit.
        Files.setAttribute(beside, "unix:mode", Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS));
    }

    private static void giveTo(Path file, String attribute, Object owner) throws IOException {
        try {
            Files.setAttribute(file, attribute, owner, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException notAllowed) {
            // Only root may give files away: the file then belongs to the user who runs Lungo, as with most editors.
            return;
        }
    }
}
