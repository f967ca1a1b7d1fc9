package dev.lungo.cli.testing;

import dev.lungo.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** A Lungo that runs. Closing it kills it and its children, so that a failed test leaves nothing behind. */
public final class LungoProcess implements AutoCloseable {
    /** Generous: two slow cores under load. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Thread out;
    private final Thread err;
    // Guarded by the monitor of this.
    private final List<String> outLines = new ArrayList<>();
    private final StringBuilder errText = new StringBuilder();
    private boolean outEnded;

    public LungoProcess(Process process) {
        this.process = process;
        out = Thread.startVirtualThread(() -> lines(process.inputReader(StandardCharsets.UTF_8), true));
        err = Thread.startVirtualThread(() -> lines(process.errorReader(StandardCharsets.UTF_8), false));
    }

    /** Writes to its stdin. */
    public void type(String text) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(text.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("Lungo does not read any more: " + this, gone);
        }
    }

    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            throw new UncheckedIOException("stdin cannot be closed", gone);
        }
    }

    /** Sends a signal, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end; answers the exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Lungo runs on: " + this);
        }
        out.join();
        err.join();
        return process.exitValue();
    }

    /** Waits for a line of stdout. */
    public String awaitLine(Predicate<String> fits) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        synchronized (this) {
            while (true) {
                var found = outLines.stream().filter(fits).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (outEnded || left <= 0) {
                    throw new AssertionError("no such line: " + this);
                }
                wait(left);
            }
        }
    }

    /** Waits for a text on stderr. */
    public void awaitError(String text) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        synchronized (this) {
            while (errText.indexOf(text) < 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("not on stderr: " + text + "\n" + this);
                }
                wait(left);
            }
        }
    }

    /** Stdout so far, lines joined. */
    public synchronized String out() {
        return String.join("\n", outLines);
    }

    /** Stdout so far: each line a JSON object. */
    public synchronized List<ObjectNode> json() {
        return outLines.stream()
                .map(line -> Json.object(line).orElseThrow(() -> new AssertionError("not JSON: " + line)))
                .toList();
    }

    /** Stderr so far. */
    public synchronized String err() {
        return errText.toString();
    }

    @Override
    public synchronized String toString() {
        return "pid " + process.pid() + "\nstdout:\n" + String.join("\n", outLines) + "\nstderr:\n" + errText;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void lines(BufferedReader reader, boolean stdout) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line, stdout);
            }
        } catch (IOException killed) {
            add("(" + killed + ")", false);
        } finally {
            ended(stdout);
        }
    }

    private synchronized void add(String line, boolean stdout) {
        if (stdout) {
            outLines.add(line);
        } else {
            errText.append(line).append('\n');
        }
        notifyAll();
    }

    private synchronized void ended(boolean stdout) {
        outEnded |= stdout;
        notifyAll();
    }
}
