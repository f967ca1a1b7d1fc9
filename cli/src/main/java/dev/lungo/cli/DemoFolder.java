package dev.lungo.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of a demo: a small project with a slow build and a bug, the script, and the state. Gone when it is
 * closed.
 */
record DemoFolder(Path root) implements AutoCloseable {
    /** @param fast with a build that hardly pauses */
    static DemoFolder create(boolean fast) {
        try {
            var folder = new DemoFolder(Files.createTempDirectory("lungo-demo-").toRealPath());
            folder.fill(fast);
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException("the demo's temporary folder cannot be made", failed);
        }
    }

    Path project() {
        return root.resolve("project");
    }

    Path state() {
        return root.resolve("state");
    }

    Path script() {
        return root.resolve("script.json");
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new Removal());
        } catch (IOException failed) {
            throw new UncheckedIOException("the demo's folder " + root + " cannot be removed", failed);
        }
    }

    private void fill(boolean fast) throws IOException {
        Files.createDirectories(project().resolve("src"));
        Files.writeString(project().resolve("build.sh"), resource("build.sh").replace("@PAUSE@", fast ? "0.1" : "1"));
        Files.writeString(project().resolve("src/greet.sh"), resource("greet.sh"));
        Files.writeString(script(), resource("script.json"));
    }

    private static String resource(String name) throws IOException {
        try (var in = DemoFolder.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("demo/" + name + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
