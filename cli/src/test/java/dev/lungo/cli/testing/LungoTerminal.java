package dev.lungo.cli.testing;

import dev.lungo.terminal.testing.Glass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Lungo that runs in a real terminal, started from a shell, and the person in front of it. The terminal is made by
 * {@code script} of util-linux.
 */
public final class LungoTerminal implements AutoCloseable {
    /** What the shell in the terminal does: $1 is a folder for what the test wants to know, $2 asks for job control. */
    private static final String SHELL = """
            if [ "$2" = jobs ]; then set -m; fi
            trap : HUP
            stty sane cols 100 rows 40
            tty >"$1/tty"
            echo $$ >"$1/shell"
            sh -c 'echo $$ >"$1/lungo"; shift 2; exec "$@"' sh "$@"
            code=$?
            while [ $code = 148 ]; do
              stty -a
              echo 'the shell has the terminal'
              read -r line
              fg
              code=$?
            done
            echo $code >"$1/exit"
            stty -a
            exit $code
            """;

    private final Path facts;
    private final Process script;
    private final Glass glass = new Glass(100, 40);
    private final Thread eyes;

    private LungoTerminal(LungoProgram program, String jobs, String... arguments) throws IOException {
        facts = Files.createTempDirectory(program.temporary(), "terminal");
        ProcessBuilder builder = program.builder(arguments).redirectErrorStream(true);
        var words = new ArrayList<String>(List.of("exec", "sh", "-c", SHELL, "sh", facts.toString(), jobs));
        words.addAll(builder.command());
        builder.command("script", "-qfec", quoted(words), "/dev/null");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putIfAbsent("TERM", "xterm-256color");
        script = builder.start();
        eyes = Thread.ofVirtual().start(this::look);
    }

    /** Starts it and waits until it greets. */
    public static LungoTerminal start(LungoProgram program, String... arguments)
            throws IOException, InterruptedException {
        return new LungoTerminal(program, "", arguments).greeted();
    }

    /** The same from a shell that Ctrl+Z goes back to; Enter there goes on with Lungo. */
    public static LungoTerminal startAsJob(LungoProgram program, String... arguments)
            throws IOException, InterruptedException {
        return new LungoTerminal(program, "jobs", arguments).greeted();
    }

    /** Starts it where it asks something before it greets, and waits until it shows this. */
    public static LungoTerminal startShowing(String text, LungoProgram program, String... arguments)
            throws IOException, InterruptedException {
        var terminal = new LungoTerminal(program, "", arguments);
        terminal.glass.await(text);
        return terminal;
    }

    private LungoTerminal greeted() throws InterruptedException {
        glass.await("(/help, /exit)");
        return this;
    }

    /** What there is to see. */
    public Glass glass() {
        return glass;
    }

    /** Presses keys. */
    public void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /** Sends Lungo a signal, such as {@code TERM}. */
    public void signal(String name) throws IOException, InterruptedException {
        run("kill", "-s", name, fact("lungo"));
    }

    /** Makes the window so wide. */
    public void resize(int columns) throws IOException, InterruptedException {
        run("stty", "-F", fact("tty"), "cols", Integer.toString(columns));
    }

    /** Takes the terminal away, as a closed window does. */
    public void hangUp() {
        ProcessHandle shell = ProcessHandle.of(Long.parseLong(fact("shell"))).orElseThrow();
        script.destroyForcibly();
        try {
            shell.onExit().get(LungoProcess.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException runsOn) {
            throw new AssertionError("Lungo runs on without a terminal:\n" + glass.text(), runsOn);
        }
    }

    /** Waits for the end of Lungo and of the shell; answers Lungo's exit code. */
    public int exitCode() throws InterruptedException {
        if (script.isAlive() && !script.waitFor(LungoProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Lungo runs on:\n" + glass.text());
        }
        eyes.join();
        return Integer.parseInt(fact("exit"));
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }

    private String fact(String name) {
        try {
            return Files.readString(facts.resolve(name)).strip();
        } catch (IOException unknown) {
            throw new UncheckedIOException("the shell did not say: " + name + "\n" + glass.text(), unknown);
        }
    }

    private void look() {
        try (var out = script.getInputStream()) {
            out.transferTo(glass);
        } catch (IOException gone) {
            throw new UncheckedIOException("the terminal is gone", gone);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ": exit " + code);
        }
    }

    private static String quoted(List<String> words) {
        return String.join(
                " ",
                words.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .toList());
    }
}
