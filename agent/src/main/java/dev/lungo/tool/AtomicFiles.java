package dev.lungo.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Replaces whole files so that a reader sees the old content or the new, never a part: written beside the file, forced
 * to disk, renamed over it. Safe for any thread; one change at a time.
 */
final class AtomicFiles {
    private static final String MODE = "unix:mode";

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
                keepOwner(file, beside);
                // After the owner: a change of owner drops the set-user-id bit.
                setMode(beside, Files.getAttribute(file, MODE, LinkOption.NOFOLLOW_LINKS));
            }
        });
    }

    /** Makes a file a copy of another, with this mode. Its folder exists. */
    void copy(Path from, Path file, int mode) throws IOException {
        replace(file, true, (beside, channel) -> {
            Files.copy(from, Channels.newOutputStream(channel));
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                keepOwner(file, beside);
            }
            setMode(beside, mode);
        });
    }

    /** Removes a file. */
    void delete(Path file) throws IOException {
        try (HeldFolder folder = HeldFolder.of(HeldFolder.parent(file))) {
            folder.delete(file.getFileName());
        }
    }

    /** Writes all of a file that has no name yet. */
    private interface Writing {
        void to(Path beside, FileChannel channel) throws IOException;
    }

    private static void replace(Path file, boolean isPrivate, Writing writing) throws IOException {
        Path beside = Path.of("." + file.getFileName() + ".lungo-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
        try (HeldFolder folder = HeldFolder.of(HeldFolder.parent(file));
                var channel = folder.create(beside, isPrivate)) {
            try {
                writing.to(file.resolveSibling(beside), channel);
                channel.force(true);
                folder.rename(beside, file.getFileName());
            } catch (IOException | RuntimeException failed) {
                try {
                    folder.delete(beside);
                } catch (IOException | RuntimeException left) {
                    failed.addSuppressed(left);
                }
                throw failed;
            }
        }
    }

    /** By name, which is nobody else's, and never through a link at its end. */
    private static void setMode(Path beside, Object mode) throws IOException {
        Files.setAttribute(beside, MODE, mode, LinkOption.NOFOLLOW_LINKS);
    }

    private static void keepOwner(Path file, Path beside) throws IOException {
        for (String owner : new String[] {"unix:uid", "unix:gid"}) {
            Object wanted = Files.getAttribute(file, owner, LinkOption.NOFOLLOW_LINKS);
            if (!wanted.equals(Files.getAttribute(beside, owner, LinkOption.NOFOLLOW_LINKS))) {
                giveTo(beside, owner, wanted);
            }
        }
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
