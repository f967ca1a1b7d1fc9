package dev.lungo.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Replaces a file of settings, so that whoever reads it sees the old text or the new one. */
record SettingsFile(SettingsFiles files, Source source, Path lock) {
    /**
     * Writes what becomes of the text, which is empty where there is no file; answers whether it is another one.
     *
     * @throws SettingsException where the file must not be believed, or cannot be written
     */
    boolean replace(UnaryOperator<String> change) {
        Path named = files.file(source);
        try {
            makeFolder(named);
            Path file = inItsFolder(named);
            // Two that change it at once would each write the other's change away.
            try (var channel = FileChannel.open(
                            lock,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    var _ = channel.lock()) {
                return replaceLocked(file, change);
            }
        } catch (IOException failed) {
            throw new SettingsException(named + " cannot be written: " + failed);
        }
    }

    /** A project's folder of settings may be a link that somebody made: nothing is written outside of the project. */
    private Path inItsFolder(Path file) throws IOException {
        Path folder = file.resolveSibling("").toRealPath();
        if (source != Source.USER && !folder.startsWith(files.projectFolder().toRealPath())) {
            throw new SettingsException(
                    file
                            + " is not written: it lies behind a link that leads out of the project. Remove the link, or move it away");
        }
        return folder.resolve(file.getFileName());
    }

    private boolean replaceLocked(Path file, UnaryOperator<String> change) throws IOException {
        Optional<String> before =
                source == Source.USER ? SettingsText.ofUser(file) : SettingsText.within(files.projectFolder(), file);
        String after = change.apply(before.orElse(""));
        if (before.isPresent() ? before.get().equals(after) : after.isEmpty()) {
            return false;
        }
        write(before.isPresent() ? file.toRealPath() : file, after);
        return true;
    }

    private void makeFolder(Path file) throws IOException {
        Path folder = file.resolveSibling("").toAbsolutePath().normalize();
        if (Files.isDirectory(folder)) {
            return;
        }
        if (source == Source.USER) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            try (var out = FileChannel.open(
                    beside,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    var modes = EnumSet.noneOf(PosixFilePermission.class);
                    modes.addAll(Files.getPosixFilePermissions(file));
                    Files.setPosixFilePermissions(beside, modes);
                }
                out.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
