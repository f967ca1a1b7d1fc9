package dev.lungo.cli;

import dev.lungo.session.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Lungo keeps its state: {@code $LUNGO_HOME}, else {@code lungo} in the XDG state folder. Never taken from a
 * {@code .env}: a project must not choose whom the user trusts.
 */
record StateFolder(Path root) {
    /** In a project's folder: the path of the folder that it belongs to. */
    private static final String FOLDER = "folder";

    static StateFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("LUNGO_HOME", "");
        if (!own.isBlank()) {
            return new StateFolder(Path.of(own).toAbsolutePath().normalize());
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        if (xdg.startsWith("/")) {
            return new StateFolder(Path.of(xdg, "lungo"));
        }
        String home = environment.getOrDefault("HOME", "");
        return new StateFolder(
                Path.of(home.isBlank() ? System.getProperty("user.home", "/") : home, ".local", "state", "lungo"));
    }

    /**
     * The same, after a look at whether it is the user's alone.
     *
     * @throws UsageException where it is not
     */
    StateFolder checked(Path workingFolder) {
        new PrivateFolder(root)
                .check(List.of(
                        root.resolve("trusted"),
                        root.resolve("trusted.lock"),
                        root.resolve("settings.lock"),
                        root.resolve("history"),
                        root.resolve("proxy"),
                        root.resolve("projects"),
                        project(workingFolder),
                        project(workingFolder).resolve(FOLDER),
                        project(workingFolder).resolve("granted"),
                        project(workingFolder).resolve("sessions"),
                        tasks(workingFolder)));
        Optional<String> owner = owner(workingFolder);
        if (owner.isPresent() && !owner.get().equals(TrustedFolders.line(workingFolder))) {
            throw new UsageException("what Lungo keeps of " + workingFolder + " would lie in " + project(workingFolder)
                    + ", where that of another folder is: " + owner.get()
                    + ". Was this folder named so on purpose? Else set LUNGO_HOME to another folder here");
        }
        return this;
    }

    /** Whose the project's folder is: that it is called so is no proof, since names can be made to meet. */
    private Optional<String> owner(Path workingFolder) {
        Path file = project(workingFolder).resolve(FOLDER);
        try {
            return Optional.of(Files.readString(file).stripTrailing());
        } catch (NoSuchFileException nobodys) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** Makes the project's folder this folder's, where it is nobody's yet. */
    void claim(Path workingFolder) {
        if (owner(workingFolder).isPresent()) {
            return;
        }
        Path file = project(workingFolder).resolve(FOLDER);
        try {
            create(project(workingFolder));
            // No temporary file of the library: its random name would load a security provider for it.
            Path beside = Files.createFile(
                    file.resolveSibling("." + FOLDER + Long.toHexString(System.nanoTime())),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(beside, TrustedFolders.line(workingFolder) + "\n");
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    TrustedFolders trusted() {
        return new TrustedFolders(root);
    }

    /**
     * The folder of a project's state.
     *
     * @param workingFolder its real path
     */
    Path project(Path workingFolder) {
        Path last = workingFolder.getFileName();
        return root.resolve("projects")
                .resolve(readable(last == null ? "root" : last.toString()) + "-"
                        + Long.toHexString(hash(workingFolder.toString())));
    }

    /** The tasks of every project; those whose folder does not lie there any more as well. */
    List<Path> allTasks() {
        try (Stream<Path> projects = Files.list(root.resolve("projects"))) {
            return projects.map(project -> project.resolve("tasks"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list the projects in " + root, failed);
        }
    }

    Path tasks(Path workingFolder) {
        return project(workingFolder).resolve("tasks");
    }

    Sessions sessions(Path workingFolder) {
        return new Sessions(project(workingFolder).resolve("sessions"));
    }

    /** Makes the folder and its parents, for nobody but the user. */
    static void create(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String readable(String name) {
        var readable = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), 40); i++) {
            char c = name.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
            readable.append(plain ? c : '-');
        }
        return readable.toString();
    }

    /** FNV-1a, 64 bits: tells projects of one name apart, and loads no security provider for it at the start. */
    private static long hash(String path) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
