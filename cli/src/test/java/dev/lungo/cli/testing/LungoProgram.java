package dev.lungo.cli.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The program, ready to be started in a project folder and a home of its own, with nothing of the developer's environment
 * that would matter. Starts a JVM each time.
 */
public final class LungoProgram {
    /** A build in the background of a shell, or under {@code nohup}, has some of them ignored, and children inherit that. */
    private static final String SIGNALS = "--default-signal=HUP,INT,QUIT";

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();
    private String main = "dev.lungo.cli.Main";

    /** @param root an empty folder */
    public LungoProgram(Path root) throws IOException {
        this.root = root.toRealPath();
        Files.createDirectories(project());
        Files.createDirectories(temporary());
        environment.put("HOME", root.toString());
        environment.put("LUNGO_HOME", state().toString());
    }

    public Path project() {
        return root.resolve("project");
    }

    public Path state() {
        return root.resolve("state");
    }

    /** Where the program puts temporary files. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** Talks to this server, with a key. */
    public LungoProgram against(URI server) {
        return with("ANTHROPIC_BASE_URL", server.toString()).with("ANTHROPIC_API_KEY", "test-key");
    }

    public LungoProgram with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts through another program, such as {@code setsid}. */
    public LungoProgram through(String... words) {
        prefix.addAll(List.of(words));
        return this;
    }

    /** Runs this class of the tests in place of the program's own, which it wires in another way. */
    public LungoProgram running(String main) {
        this.main = main;
        return this;
    }

    /** Starts it with nothing on stdin. */
    public LungoProcess start(String... arguments) throws IOException {
        return new LungoProcess(
                builder(arguments).redirectInput(new File("/dev/null")).start());
    }

    /** Starts it with an open stdin. */
    public LungoProcess startWithInput(String... arguments) throws IOException {
        return new LungoProcess(builder(arguments).start());
    }

    /** The process before its start, for a test that arranges the streams itself. */
    public ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                "env",
                SIGNALS,
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(project().toFile());
        builder.environment().keySet().removeIf(LungoProgram::matters);
        builder.environment().putAll(environment);
        return builder;
    }

    private static boolean matters(String variable) {
        return variable.startsWith("ANTHROPIC_")
                || variable.startsWith("OPENAI_")
                || variable.startsWith("LUNGO_")
                || variable.startsWith("BASH_")
                || variable.startsWith("XDG_")
                || variable.equals("MODEL_ID")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }
}
