package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for what would harm the one of the tests: kills, limits, full disks. */
final class OtherJvm {
    private OtherJvm() {}

    /** The command line that runs a {@code main} of the tests. */
    static List<String> command(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-MaxFDLimit",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same from copies of the classes in a folder that every user can look into. */
    static List<String> commandForAnybody(Path folder, Class<?> main, String... arguments) throws IOException {
        var copies = folder.resolve("classes");
        if (!Files.exists(copies)) {
            for (var from : classPath().split(File.pathSeparator, -1)) {
                copy(Path.of(from), copies);
            }
        }
        var command = new ArrayList<>(command(main, arguments));
        command.set(command.indexOf("-cp") + 1, copies.toString());
        return command;
    }

    private static void copy(Path from, Path into) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var to = into.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, to);
                } else if (!Files.exists(to)) {
                    Files.createDirectory(to);
                }
            }
        }
    }

    /** Runs it to its end behind a line of shell, which finds it in its arguments, and answers what it printed. */
    static String output(String line, Class<?> main, String... arguments) throws Exception {
        var shell = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        shell.addAll(command(main, arguments));
        var process = new ProcessBuilder(shell).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Where the build puts the classes; the JVM of a test has them as modules. */
    private static String classPath() {
        var target = Path.of(System.getProperty("basedir", "."), "target");
        return target.resolve("classes") + File.pathSeparator + target.resolve("test-classes");
    }
}
