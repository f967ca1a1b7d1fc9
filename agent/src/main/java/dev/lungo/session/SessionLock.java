package dev.lungo.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * That a session has one agent: a lock on {@code <id>.lock} beside the transcript. The kernel lets go of it when the process
 * ends, however it ends, and no child inherits it. The file says who holds it.
 *
 * <p>It is the process's lock, as POSIX has it: were the file opened a second time, closing that would let go of it. So a
 * process that has it open does not open it again.
 *
 * <p>Where somebody removed the file of a session that there is, the kernel still knows the lock: {@link LockMark}.
 */
final class SessionLock implements AutoCloseable {
    /** Whoever only looks holds the lock for a moment. */
    private static final int TRIES = 10;

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Path path;
    private final FileChannel channel;

    private SessionLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The lock of the session with this transcript, whose folder is there. */
    static Path beside(Path transcript) {
        String name = String.valueOf(transcript.getFileName());
        return transcript.resolveSibling(name.replaceFirst("\\.jsonl$", "") + ".lock");
    }

    /**
     * Takes the lock.
     *
     * @throws SessionException when somebody has it
     */
    static SessionLock take(Path transcript) {
        return take(transcript, () -> {});
    }

    /** @param opened runs when the file is open and not yet locked */
    static SessionLock take(Path transcript, Runnable opened) {
        Path path = beside(transcript);
        if (isOpenHere(path)) {
            throw inUse(transcript, Long.toString(ProcessHandle.current().pid()));
        }
        boolean removed = false;
        for (int at = 1; ; at++) {
            // Also when the name goes meanwhile: whoever had it may have found the session's agent, and left.
            removed = removed || (Files.exists(transcript) && !Files.exists(path));
            Optional<SessionLock> taken = attempt(transcript, path, opened);
            if (taken.isPresent()) {
                if (removed) {
                    taken.get().yieldToHolder(transcript);
                }
                return taken.get();
            }
            if (at >= TRIES) {
                throw new SessionException("The session's lock " + path + " is removed again and again by others");
            }
        }
    }

    private void yieldToHolder(Path transcript) {
        Optional<String> holder;
        try {
            holder = LockMark.of(path).holderElsewhere();
        } catch (IOException | RuntimeException failure) {
            closeForGood();
            throw new SessionException("Nobody can tell who has the session of " + path + ": " + failure, failure);
        }
        if (holder.isPresent()) {
            // The next who comes has to look as well.
            closeForGood();
            throw inUse(transcript, holder.get());
        }
    }

    /** Empty where the file that was locked has no name any more: whoever had it removed it. */
    private static Optional<SessionLock> attempt(Path transcript, Path path, Runnable opened) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            opened.run();
            if (!locked(channel, LockMark.of(path), TRIES)) {
                throw inUse(transcript, holder(channel));
            }
            if (!isOpenHere(path)) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return Optional.of(new SessionLock(path, channel));
        } catch (IOException | RuntimeException failure) {
            close(channel, failure);
            if (failure instanceof IOException) {
                throw new SessionException("The session's lock " + path + " cannot be taken: " + failure, failure);
            }
            throw (RuntimeException) failure;
        }
    }

    /** The process that has the session, where there is one: its id, or {@code ?}. */
    static Optional<String> holder(Path transcript) {
        Path path = beside(transcript);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (isOpenHere(path)) {
            return Optional.of(Long.toString(ProcessHandle.current().pid()));
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return locked(channel, LockMark.of(path), 1) ? Optional.empty() : Optional.of(holder(channel));
        } catch (IOException failure) {
            throw new SessionException("The session's lock " + path + " cannot be looked at: " + failure, failure);
        }
    }

    /** Removes the file too, while it is locked: nobody will want this session. */
    void closeForGood() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new SessionException("The session's lock " + path + " cannot be removed: " + failure, failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new SessionException("The session's lock " + path + " cannot be let go of: " + failure, failure);
        }
    }

    private static boolean isOpenHere(Path path) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            Path real = path.resolveSibling(".").toRealPath().resolve(String.valueOf(path.getFileName()));
            for (Path descriptor : descriptors) {
                if (real.equals(target(descriptor))) {
                    return true;
                }
            }
            return false;
        } catch (IOException noFolderYet) {
            return false; // then the lock in it cannot be open either
        }
    }

    private static Path target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (NoSuchFileException closed) {
            return descriptor;
        }
    }

    private static boolean locked(FileChannel channel, LockMark mark, int tries) throws IOException {
        for (int at = 1; ; at++) {
            FileLock lock = attempt(channel, mark);
            if (lock != null) {
                return true;
            }
            if (at >= tries) {
                return false;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel, LockMark mark) throws IOException {
        try {
            return channel.tryLock(0, mark.length(), false);
        } catch (OverlappingFileLockException ours) {
            return null; // this process has it
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(24);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return pid.matches("\\d+") ? pid : "?";
    }

    private static SessionException inUse(Path transcript, String pid) {
        String id = SavedSession.id(transcript);
        return new SessionException("The session " + id + " is in use by "
                + (pid.equals("?") ? "another process" : "the process " + pid)
                + ": one session has one agent. Go on in a copy of it: lungo --resume " + id
                + " --fork-session; or end the other agent first"
                + (pid.equals("?") ? "." : ": kill " + pid));
    }

    private static void close(@Nullable FileChannel channel, Exception failure) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException worse) {
            failure.addSuppressed(worse);
        }
    }
}
