package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a task's command may reach, whatever it does: a sandbox. Where two of its paths concern a file, the deeper one counts.
 * docs/sandbox.md says what each strength prevents, and what it does not.
 *
 * @param writable trees that may be written, besides a temporary folder that each task has for itself; one that is not there
 *     is passed over
 * @param guarded paths below writable ones that may not be written. {@link Strength#STRONG} prevents it for those that are
 *     there at the start; every other change is found at the end, see {@link Task#guardedChanges}
 * @param hidden paths that may not be read
 */
public record Confinement(
        Strength strength, List<Path> writable, List<Path> guarded, List<Path> hidden, Network network) {
    /** By what means a task is confined. */
    public enum Strength {
        /** The kernel's Landlock and a filter of system calls: nothing to install, nothing is started for it. */
        LIGHT,
        /** Namespaces of its own for processes, mounts and network, made by bubblewrap, and the same filter. */
        STRONG
    }

    /** What the command may reach by network. */
    public sealed interface Network {
        /** Nothing at all. */
        record None() implements Network {}

        /** Whatever this machine reaches. */
        record Open() implements Network {}

        /**
         * A proxy alone, as {@code HTTP_PROXY} and {@code HTTPS_PROXY} name it; only {@link Strength#STRONG}.
         *
         * @param socket a unix socket on which the proxy listens, in a folder that holds nothing else; another one may take its
         *     place there while tasks run
         */
        record Through(Path socket) implements Network {}
    }

    public Confinement {
        writable = absolute(writable);
        guarded = absolute(guarded);
        hidden = absolute(hidden);
        if (network instanceof Network.Through(var socket)) {
            network = new Network.Through(socket.toAbsolutePath().normalize());
            check(socket);
        }
        if (network instanceof Network.Through && strength == Strength.LIGHT) {
            throw new IllegalArgumentException("only the strong sandbox can lead a command through a proxy");
        }
    }

    private static List<Path> absolute(List<Path> paths) {
        return paths.stream()
                .map(path -> path.toAbsolutePath().normalize())
                .peek(Confinement::check)
                .distinct()
                .toList();
    }

    private static void check(Path path) {
        if (path.toString().indexOf('\n') >= 0) {
            throw new IllegalArgumentException("no path with a line break can be part of a sandbox: " + path);
        }
    }

    /**
     * Why commands cannot be confined like this on this machine, and what to install or change; empty where they can. Looks
     * at the machine; the strong one is tried out, which takes some milliseconds.
     */
    public static Optional<String> missing(Strength strength) {
        return switch (strength) {
            case LIGHT -> LightSandbox.missing(Landlock.version());
            case STRONG -> Bubblewrap.missing();
        };
    }
}
