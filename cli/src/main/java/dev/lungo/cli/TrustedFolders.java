package dev.lungo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folders that the user trusts: one real path a line in a file of the state folder.
 *
 * @param state the folder of the list
 */
record TrustedFolders(Path state) {
    private Path list() {
        return state.resolve("trusted");
    }

    boolean contains(Path folder) {
        return lines().contains(line(folder));
    }

    /** Adds the folder, once. */
    void add(Path folder) {
        if (contains(folder)) {
            return;
        }
        try {
            StateFolder.create(state);
            if (!Files.exists(list())) {
                Files.createFile(
                        list(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(list(), line(folder) + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + list(), failed);
        }
    }

    /** No name of a folder takes two lines. */
    static String line(Path folder) {
        return folder.toString().replace("\\", "\\\\").replace("\n", "\\n");
    }

    private List<String> lines() {
        try {
            return Files.exists(list()) ? Files.readAllLines(list()) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + list(), failed);
        }
    }
}
