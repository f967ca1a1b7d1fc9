package dev.lungo.cli;

import dev.lungo.settings.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
        return seen().contains(wish.line());
    }

    /** What was granted when that was first asked for. */
    private Set<String> seen() {
        if (granted.isEmpty()) {
            granted = Optional.of(now());
        }
        return granted.get();
    }

    private Set<String> now() {
        return isTrusted() ? read() : Set.of();
    }

    /** Whether the user ever said that they trust the folder. */
    boolean isTrusted() {
        return state.trusted().contains(folder);
    }

    /**
     * Remembers the folder as trusted, and that it is granted these as well. What was granted before and is wished for no more is
     * forgotten; what others granted while a person was asked stays.
     *
     * @param wishes all that the folder has now, in whose order they are written down
     */
    void grant(List<Wish> more, List<Wish> wishes) {
        var withdrawn = new LinkedHashSet<>(seen());
        wishes.forEach(wish -> withdrawn.remove(wish.line()));
        remember(wishes.stream().filter(more::contains).toList(), withdrawn);
    }

    /** Remembers these as well: the user wrote them. */
    void grantMore(List<Wish> wishes) {
        if (!wishes.isEmpty()) {
            remember(wishes, Set.of());
        }
    }

    private void remember(List<Wish> more, Set<String> withdrawn) {
        alone(() -> {
            var all = new LinkedHashSet<>(now());
            all.removeAll(withdrawn);
            more.forEach(wish -> all.add(wish.line()));
            state.trusted().add(folder);
            var lines = new ArrayList<>(List.of(name()));
            lines.addAll(all);
            write(lines);
            granted = Optional.of(Set.copyOf(all));
        });
    }

    /** Two that grant at once would each write away what the other granted. */
    private void alone(Runnable work) {
        Path lock = state.root().resolve("trusted.lock");
        try {
            StateFolder.create(state.root());
            try (var channel = FileChannel.open(
                            lock,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    var _ = channel.lock()) {
                work.run();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot lock " + lock, failed);
        }
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
            return !lines.isEmpty() && lines.getFirst().equals(name())
                    ? new LinkedHashSet<>(lines.subList(1, lines.size()))
                    : Set.of();
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
            try {
                Files.write(beside, lines);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside); // there only where that failed
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }
}
