package dev.lungo.session;

import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.DurableSteps.Moment;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.FileHistory;
import dev.lungo.tool.Fingerprint;
import dev.lungo.tool.RealPath;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The file history of a session: each content once, in a file named by its fingerprint, in a folder for this user's eyes
 * only. The folder is made when the first content comes.
 */
public final class FileCheckpoints implements FileHistory {
    /** Of the folder, behind the id of the session. */
    static final String SUFFIX = ".files";

    private static final int PERMISSIONS = 07777;

    private static final String DRAFT = ".new-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final DurableSteps steps;

    /** Whether the drafts of others were looked at, which is done once. */
    private final AtomicBoolean swept = new AtomicBoolean();

    FileCheckpoints(Path folder) {
        this(folder, DurableSteps.NONE);
    }

    private FileCheckpoints(Path folder, DurableSteps steps) {
        this.folder = folder;
        this.steps = steps;
    }

    /** Those of the session with this transcript. */
    public static FileCheckpoints beside(Path transcript) {
        return new FileCheckpoints(transcript.resolveSibling(SavedSession.id(transcript) + SUFFIX));
    }

    /** The same, and this hears of each content that is kept. */
    public FileCheckpoints watchedBy(DurableSteps listener) {
        return new FileCheckpoints(folder, listener);
    }

    /** Gives another session, whose transcript is in the same folder, all that is kept here, under the same names. */
    void shareWith(FileCheckpoints other) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        other.makeFolder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path kept : files.toList()) {
                String name = String.valueOf(kept.getFileName());
                Path theirs = other.folder.resolve(name);
                if (!name.startsWith(".") && !Files.exists(theirs)) {
                    Files.createLink(theirs, kept);
                }
            }
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public Optional<FileChange> keep(Path file, Optional<Fingerprint> after) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new FileChange(file, Optional.empty(), after));
        }
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
        try {
            makeFolder();
            removeAbandonedDrafts();
            var before = new FileChange.Version(copied(file), mode);
            return Optional.of(new FileChange(file, Optional.of(before), after));
        } catch (ClosedByInterruptException interrupt) {
            throw interrupt;
        } catch (Unreadable failed) {
            throw new NotKept(
                    "what " + file + " holds cannot be read, so it could not be kept: " + failed.getMessage()
                            + ". Nothing was changed",
                    failed);
        } catch (IOException failed) {
            throw new NotKept(folder, failed);
        }
    }

    /** What processes left that were killed while they copied; one that copies for an hour is at work no more. */
    private void removeAbandonedDrafts() throws IOException {
        if (swept.getAndSet(true)) {
            return;
        }
        var abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).startsWith(DRAFT)
                        && Files.getLastModifiedTime(file).compareTo(abandoned) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public Path place(FileChange.Version version) {
        return folder.resolve(version.content().hex());
    }

    private Fingerprint copied(Path file) throws IOException {
        Path draft = folder.resolve(
                DRAFT + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        try {
            Fingerprint content;
            try (var from = opened(file);
                    var to = FileChannel.open(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                content = Fingerprint.ofCopy(from, Channels.newOutputStream(to));
                to.force(true);
            }
            Path kept = folder.resolve(content.hex());
            if (!Files.exists(kept)) {
                steps.at(TranscriptStep.FILE_KEPT, Moment.BEFORE);
                Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
                forceNames();
                steps.at(TranscriptStep.FILE_KEPT, Moment.AFTER);
            }
            return content;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        try {
            return new Source(Channels.newInputStream(RealPath.open(file)));
        } catch (ClosedByInterruptException interrupt) {
            throw interrupt;
        } catch (IOException failed) {
            throw new Unreadable(failed);
        }
    }

    /** The file that is to be kept: that it cannot be read is another trouble than that there is no room. */
    private static final class Source extends FilterInputStream {
        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            try {
                return super.read(to, from, length);
            } catch (ClosedByInterruptException interrupt) {
                throw interrupt;
            } catch (IOException failed) {
                throw new Unreadable(failed);
            }
        }
    }

    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(IOException cause) {
            super(cause);
        }
    }

    /** A file's name is in its folder: that has to reach the disk as well. */
    private void forceNames() throws IOException {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
