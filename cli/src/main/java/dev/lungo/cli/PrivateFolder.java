package dev.lungo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder that nobody but the user may write: who can write the state folder, or a folder above it, can speak for the user
 * and answer for them. What others could only read is closed to them; what they could write, or what is theirs, is refused.
 *
 * @param root the folder; it need not exist
 */
record PrivateFolder(Path root) {
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITES = 0020;
    private static final int STICKY = 01000;
    private static final int ANYBODY = 0077;

    /** Who owns what a user namespace has no name for. */
    private static final int NOBODY = 65534;

    private static final int SUPERUSER = 0;

    /** What the kernel knows of a file. */
    private record Facts(int owner, int group, int mode) {
        static Facts of(Path path) throws IOException {
            Map<String, Object> facts = Files.readAttributes(path, "unix:uid,gid,mode");
            return new Facts((int) facts.getOrDefault("uid", -1), (int) facts.getOrDefault("gid", -1), (int)
                    facts.getOrDefault("mode", -1));
        }

        boolean has(int bits) {
            return (mode & bits) != 0;
        }

        String octal() {
            return String.format(Locale.ROOT, "%04o", mode & 07777);
        }
    }

    /**
     * Looks at the folder, at those above it, and at some of what is in it.
     *
     * @param inside files and folders in it, which need not exist
     * @throws UsageException with what is wrong and what to do
     */
    void check(List<Path> inside) {
        User me = User.ofProcess();
        above(root, me);
        try {
            if (Files.exists(root) && !root.toRealPath().equals(root)) {
                above(root.toRealPath(), me);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look at " + root, unreadable);
        }
        own(root, me);
        inside.forEach(path -> own(path, me));
    }

    /**
     * Looks at a file that the user may show to others but that only they may write; it need not exist.
     *
     * @throws UsageException where others can
     */
    static void refuseIfOthersWrite(Path file) {
        Facts facts = facts(file);
        if (facts == null) {
            return;
        }
        User me = User.ofProcess();
        if (isForeign(facts, me)) {
            throw new UsageException(file + " belongs to another user (uid " + facts.owner + ") and is not read");
        }
        if (isOpen(facts, me)) {
            throw new UsageException(file + " can be written by others (mode " + facts.octal()
                    + "), who could allow themselves anything. Read it, then: chmod go-w " + file);
        }
    }

    private static boolean isForeign(Facts facts, User me) {
        return facts.owner != me.id && facts.owner != SUPERUSER && facts.owner != NOBODY;
    }

    private static boolean isOpen(Facts facts, User me) {
        return facts.has(OTHERS_WRITE) || (facts.has(GROUP_WRITES) && facts.group != me.group);
    }

    /** Whoever can write a folder above can put another in its place, unless the folder keeps each to their own. */
    private void above(Path path, User me) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Facts facts = facts(folder);
            if (facts == null) {
                continue;
            }
            boolean foreign = isForeign(facts, me);
            if (foreign || (isOpen(facts, me) && !facts.has(STICKY))) {
                throw new UsageException("the state folder " + root + " is not safe: "
                        + (foreign
                                ? folder + " above it belongs to another user (uid " + facts.owner + ")"
                                : folder + " above it can be written by others (mode " + facts.octal() + ")")
                        + ", who could put another in its place. Set LUNGO_HOME to a folder of yours alone"
                        + (foreign ? "." : ", or: chmod go-w " + folder));
            }
        }
    }

    private void own(Path path, User me) {
        Facts facts = facts(path);
        if (facts == null) {
            return;
        }
        if (facts.owner != me.id) {
            throw new UsageException(path + " holds Lungo's state and belongs to another user (uid " + facts.owner
                    + "). Set LUNGO_HOME to a folder of yours, or make it yours: chown -R " + me.id + " " + root);
        }
        if (facts.has(GROUP_WRITES | OTHERS_WRITE)) {
            throw new UsageException(path + " holds Lungo's state and can be written by others (mode " + facts.octal()
                    + "): they could speak for you. Look at what is in it; if it is all yours: chmod -R go= " + root);
        }
        if (facts.has(ANYBODY)) {
            close(path);
        }
    }

    private static void close(Path path) {
        try {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        } catch (IOException failed) {
            throw new UncheckedIOException(path + " can be read by others and cannot be closed to them", failed);
        }
    }

    /** Null where there is nothing. */
    private static @Nullable Facts facts(Path path) {
        try {
            return Files.exists(path) ? Facts.of(path) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look at " + path, unreadable);
        }
    }

    /** Who this process is. Not by the owner of {@code /proc/self}: that is root for a process that nobody may look into. */
    private record User(int id, int group) {
        private static final Path STATUS = Path.of("/proc/self/status");

        static User ofProcess() {
            int user = -1;
            int group = -1;
            try {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith("Uid:")) {
                        user = effective(line);
                    } else if (line.startsWith("Gid:")) {
                        group = effective(line);
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot tell who this is", unreadable);
            }
            return new User(user, group);
        }

        /** The second of four numbers. */
        private static int effective(String line) {
            return Integer.parseInt(line.split("\\s+", -1)[2]);
        }
    }
}
