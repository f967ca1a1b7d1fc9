package dev.lungo.cli;

import dev.lungo.settings.Access;
import dev.lungo.settings.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder that nobody but the user may write: who can write the state folder, or a folder above it, can speak for the user
 * and answer for them. What others could only read is closed to them; what they could write, or what is theirs, is refused.
 *
 * @param root the folder; it need not exist
 */
record PrivateFolder(Path root) {
    private static final int OTHERS_WRITE = 0022;
    private static final int ANYBODY = 0077;

    /**
     * Looks at the folder, at those above it, and at some of what is in it.
     *
     * @param inside files and folders in it, which need not exist
     * @throws UsageException with what is wrong and what to do
     */
    void check(List<Path> inside) {
        User me = me();
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

    /** Whoever can write a folder above can put another in its place, unless the folder keeps each to their own. */
    private void above(Path path, User me) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Access access = access(folder);
            if (access == null) {
                continue;
            }
            boolean foreign = access.isForeign(me);
            if (foreign || access.letsReplace(me)) {
                throw new UsageException("the state folder " + root + " is not safe: "
                        + (foreign
                                ? folder + " above it belongs to another user (uid " + access.owner() + ")"
                                : folder + " above it can be written by others (mode " + access.octal() + ")")
                        + ", who could put another in its place. Set LUNGO_HOME to a folder of yours alone"
                        + (foreign ? "." : ", or: chmod go-w " + folder));
            }
        }
    }

    private void own(Path path, User me) {
        Access access = access(path);
        if (access == null) {
            return;
        }
        if (access.owner() != me.id()) {
            throw new UsageException(path + " holds Lungo's state and belongs to another user (uid " + access.owner()
                    + "). Set LUNGO_HOME to a folder of yours, or make it yours: chown -R " + me.id() + " " + root);
        }
        if (access.has(OTHERS_WRITE)) {
            throw new UsageException(path + " holds Lungo's state and can be written by others (mode " + access.octal()
                    + "): they could speak for you. Look at what is in it; if it is all yours: chmod -R go= " + root);
        }
        if (access.has(ANYBODY)) {
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

    private static User me() {
        try {
            return User.ofProcess();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot tell who this is", unreadable);
        }
    }

    /** Null where there is nothing. */
    private static @Nullable Access access(Path path) {
        try {
            return Files.exists(path) ? Access.of(path) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look at " + path, unreadable);
        }
    }
}
