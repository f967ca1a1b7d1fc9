package dev.lungo.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that the tests run in. */
public final class Checkout {
    private Checkout() {}

    /** The folder with the launcher in it, found from the working folder upwards. */
    public static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("lungo")) && Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
    }

    /** Every file of that ending in that folder of each module, for example {@code target/classes}. */
    static List<Path> files(String folder, String ending) {
        return Stream.of("tasks", "agent", "cli")
                .flatMap(module -> below(root().resolve(module).resolve(folder)))
                .filter(file -> file.toString().endsWith(ending))
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("while listing " + folder, e);
        }
    }
}
