package dev.lungo.cli;

import dev.lungo.tasks.DurableSteps;
import dev.lungo.terminal.CleanOutput;
import dev.lungo.terminal.Harmless;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the process was given.
 *
 * @param workingFolder its real path
 * @param out stdout, unbuffered: whoever writes writes whole lines
 * @param steps hears of every durable step; nobody but a test listens
 */
record Surroundings(
        Map<String, String> environment,
        Path workingFolder,
        InputStream in,
        OutputStream out,
        OutputStream err,
        DurableSteps steps) {
    static Surroundings ofProcess() {
        Path folder = Path.of("").toAbsolutePath();
        try {
            return new Surroundings(
                    System.getenv(),
                    folder.toRealPath(),
                    new FileInputStream(FileDescriptor.in),
                    new FileOutputStream(FileDescriptor.out),
                    new FileOutputStream(FileDescriptor.err),
                    DurableSteps.NONE);
        } catch (IOException gone) {
            throw new UncheckedIOException("the working folder " + folder + " is not there", gone);
        }
    }

    /** @throws UsageException where others could write it */
    StateFolder state() {
        return StateFolder.of(environment).checked(workingFolder);
    }

    /** Whether colour is welcome there. */
    boolean colour(Descriptor where) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && where.isTerminal();
    }

    /** Stdout for text of any origin: a terminal is not steered by it, everybody else gets it byte for byte. */
    OutputStream outForPeople() {
        return Descriptor.OUT.isTerminal() ? new CleanOutput(out, colour(Descriptor.OUT)) : out;
    }

    /** Writes a line to stdout; that nobody reads it is no error. At a terminal it has no colours: they could be others'. */
    void print(String text) {
        write(Descriptor.OUT.isTerminal() ? new CleanOutput(out, false) : out, named(text));
    }

    /** The same for text that has colours of ours, and nothing else that could steer a terminal. */
    void printColoured(String text) {
        write(outForPeople(), text);
    }

    /** Tells the person at the terminal something that is not the answer; nothing in it steers the terminal. */
    void say(String text) {
        write(err, "lungo: " + named(text).lines().map(Harmless::line).collect(Collectors.joining("\n")));
    }

    /** Somebody else may have chosen what the folder is called: its name makes no line and no colour of its own. */
    private String named(String text) {
        String named = text;
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            named = named.replace(folder.toString(), Harmless.exact(folder.toString()));
        }
        return named;
    }

    private static void write(OutputStream stream, String text) {
        try {
            stream.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException gone) {
            // the reader left; there is nobody to tell
        }
    }
}
