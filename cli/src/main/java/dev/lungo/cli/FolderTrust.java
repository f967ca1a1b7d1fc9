package dev.lungo.cli;

import dev.lungo.settings.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user granted to one folder: the wishes that were shown when they said that they trust it. What comes later,
 * with a {@code git pull} for example, is not among them. Used by one thread.
 */
final class FolderTrust {
    private final StateFolder state;
    private final Path folder;
    /** Empty until it is asked for. */
    private Optional<Set<String>> granted = Optional.empty();

    /** @param folder its real path */
    FolderTrust(StateFolder state, Path folder) {
        this.state = state;
        this.folder = folder;
    }

    boolean grants(Wish wish) {
        if (granted.isEmpty()) {
            granted = Optional.of(state.trusted().contains(folder) ? read() : Set.of());
        }
        return granted.get().contains(wish.line());
    }

    /** Whether the user ever said that they trust the folder. */
    boolean isTrusted() {
        return state.trusted().contains(folder);
    }

    /** Remembers the folder as trusted, with these wishes and no others. */
    void grant(List<Wish> wishes) {
        state.trusted().add(folder);
        var lines = new ArrayList<>(List.of(name()));
        wishes.stream().map(Wish::line).distinct().forEach(lines::add);
        write(lines);
        granted = Optional.of(new HashSet<>(lines.subList(1, lines.size())));
    }

    private Path file() {
        return state.project(folder).resolve("granted");
    }

    /** The first line of the file: two folders could have one name there. */
    private String name() {
        return TrustedFolders.line(folder);
    }

    private Set<String> read() {
        try {
            List<String> lines = Files.exists(file()) ? Files.readAllLines(file()) : List.of();
            return !lines.isEmpty() && lines.getFirst().equals(name()) ? new HashSet<>(lines) : Set.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file(), failed);
        }
    }

    private void write(List<String> lines) {
        Path file = file();
        try {
            StateFolder.create(state.project(folder));
            Path beside = Files.createTempFile(
                    state.project(folder),
                    "granted",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, lines);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }
}
