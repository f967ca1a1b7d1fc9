package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A JVM in namespaces of its own, where it may mount file systems and set limits without harm to others. Some machines give
 * an ordinary user none.
 */
final class OwnMounts {
    private OwnMounts() {}

    /** Why nobody can have such here; says so to whoever runs the tests, with what is not provable then. */
    static Optional<String> missing(String test) throws Exception {
        var process = new ProcessBuilder("unshare", "-Urm", "true")
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() == 0) {
            return Optional.empty();
        }
        System.out.println(test + ": not provable here: " + answer);
        return Optional.of(answer);
    }

    /** Runs it to its end on a folder, after some words of shell that prepare the folder, and answers what it printed. */
    static String output(String preparation, Class<?> main, Path folder) throws Exception {
        return OtherJvm.output(
                "exec unshare -Urm sh -c '" + preparation + " && exec \"$@\"' sh \"$@\"", main, folder.toString());
    }

    /** Words that make the folder a file system of that size. */
    static String small(String size, Path folder) {
        return "mount -t tmpfs -o size=" + size + " small " + folder;
    }

    /** Takes all the room that a file system has. */
    static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (var block = new byte[1024]; ; ) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }
}
