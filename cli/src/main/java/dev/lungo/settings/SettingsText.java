package dev.lungo.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Reads a file of settings, where it is one that may be believed. */
final class SettingsText {
    /** Larger files are no settings. */
    static final int LARGEST = 256 * 1024;

    private SettingsText() {}

    /**
     * The text of the user's own file, which may be a link and must be nobody else's; empty where there is none.
     *
     * @throws SettingsException where it must not be believed or cannot be read, with what to do
     */
    static Optional<String> ofUser(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * The text of a file in a folder that others made, out of which it must not lead; empty where there is none.
     *
     * @throws SettingsException where it must not be believed or cannot be read, with what to do
     */
    static Optional<String> within(Path folder, Path file) {
        return read(file, Optional.of(folder));
    }

    /** The same for a file that a person named. */
    static String named(Path file) {
        return ofUser(file)
                .orElseThrow(() -> new SettingsException("--settings: there is no file " + file
                        + " (settings themselves begin with a brace: --settings '{\"model\": \"opus\"}')"));
    }

    private static Optional<String> read(Path file, Optional<Path> within) {
        try {
            // One call where there is no file, which is the usual case.
            var link = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Path real = link.isSymbolicLink() || within.isPresent() ? file.toRealPath() : file;
            if (within.isPresent() && !real.startsWith(within.get().toRealPath())) {
                throw new SettingsException(file
                        + " is or lies behind a link that leads out of the project: remove the link, or move it away");
            }
            var facts = Files.readAttributes(real, PosixFileAttributes.class);
            check(file, facts);
            if (within.isEmpty()) {
                checkOwner(file, real, facts);
            }
            return Optional.of(text(file, real));
        } catch (NoSuchFileException absent) {
            if (Files.isSymbolicLink(file)) {
                throw new SettingsException(file + " is a link that leads nowhere: remove it, or make what it names");
            }
            return Optional.empty();
        } catch (CharacterCodingException notText) {
            throw new SettingsException(file + " is not text in UTF-8");
        } catch (IOException unreadable) {
            if (unreadable instanceof FileSystemException failed && "Not a directory".equals(failed.getReason())) {
                return Optional.empty();
            }
            throw new SettingsException(file + " cannot be read (" + unreadable + "). Lungo does not start without what"
                    + " it says: make it readable, or move it away");
        }
    }

    private static void check(Path file, PosixFileAttributes facts) {
        if (!facts.isRegularFile()) {
            throw new SettingsException(file + " is not a regular file: move it away");
        }
        if (facts.size() > LARGEST) {
            throw new SettingsException(
                    file + " is larger than " + LARGEST / 1024 + " KiB, which settings never are: move it away");
        }
        if (facts.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new SettingsException(
                    file + " can be written by everybody, so anybody could decide what Lungo may do:" + " chmod o-w "
                            + file);
        }
    }

    /** The user's own file decides everything, so nobody but the user and root may have a hand in it. */
    private static void checkOwner(Path file, Path real, PosixFileAttributes facts) throws IOException {
        User me = User.ofProcess();
        Access access = Access.of(real);
        if (access.isForeign(me)) {
            throw new SettingsException(file + " belongs to " + facts.owner().getName()
                    + ", who could change what Lungo may do: make it your own (chown), or move it away");
        }
        if (access.isOpen(me)) {
            throw new SettingsException(
                    file + " can be written by the group " + facts.group().getName()
                            + ", which could decide what Lungo may do. Read it, then: chmod g-w " + file);
        }
        Path folder = real.toAbsolutePath().getParent();
        if (folder != null && Access.of(folder).letsReplace(me)) {
            throw new SettingsException("others can write in " + folder + ", and so put another " + file.getFileName()
                    + " there: chmod go-w " + folder);
        }
    }

    private static String text(Path file, Path real) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new SettingsException(file + " grows while it is read: move it away");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
