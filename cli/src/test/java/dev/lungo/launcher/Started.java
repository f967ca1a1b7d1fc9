package dev.lungo.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A started launcher: give it input, read a line, and take what it said at its end. */
final class Started implements AutoCloseable {
    private static final int LIMIT_SECONDS = 240;

    private final Process process;
    private final Path errors;
    private final BufferedReader output;

    private Started(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** How a launcher ended, and what it said. */
    record Ended(int exit, String out, String err) {}

    /** Starts a command in this folder; {@code environment} is added to a clean one. */
    static Started start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        var errors = Files.createTempFile("lungo-test", ".err");
        var words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT")); // not as this JVM inherited them
        words.addAll(command);
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LUNGO_") || name.startsWith("JDK_") || name.startsWith("JAVA_"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), errors);
    }

    /** Starts, gives no input, waits for the end. */
    static Ended run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        try (var started = start(folder, environment, command)) {
            return started.end();
        }
    }

    /** Of the JVM: the launcher has become it when it says its first line. */
    long pid() {
        return process.pid();
    }

    String line() throws IOException {
        return output.readLine();
    }

    void type(String text) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(text.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Closes its input, waits for its end, and answers what has not been read of its output. */
    Ended end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        var out = output.lines().map(line -> line + "\n").collect(Collectors.joining());
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s: " + process.info());
        }
        return new Ended(process.exitValue(), out, Files.readString(errors));
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(errors);
    }
}
