package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program that makes the namespaces of the strong sandbox. */
record Bubblewrap(Path program) {
    private static final String INSTALL =
            "install bubblewrap (Debian, Ubuntu and Fedora: the package 'bubblewrap'; Arch: 'bubblewrap')";

    /** To make its namespaces takes milliseconds; a start waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/bwrap"), Path.of("/bin/bwrap"));

    static Optional<Bubblewrap> find() {
        return find(PLACES);
    }

    private static Optional<Bubblewrap> find(List<Path> places) {
        return places.stream().filter(Files::isExecutable).findFirst().map(Bubblewrap::new);
    }

    /** Why it does not serve here; found out by trying. */
    static Optional<String> missing() {
        return missing(PLACES);
    }

    static Optional<String> missing(List<Path> places) {
        return missing(places, PATIENCE);
    }

    static Optional<String> missing(List<Path> places, Duration patience) {
        return find(places)
                .map(found -> found.trouble(patience))
                .orElse(Optional.of("the strong sandbox needs bubblewrap, which is not here: " + INSTALL));
    }

    private Optional<String> trouble(Duration patience) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(StrongMounts.namespaces(true));
        command.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
        // Its standard input, /dev/null: whether it knows how to mount what is held open.
        command.addAll(List.of("--ro-bind-fd", "0", "/dev/null", "--", "/bin/true"));
        try {
            var process = BareProcess.of(command.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .start();
            // What it says fits into the pipe; who says more does not end.
            if (!process.waitFor(patience)) {
                process.destroyForcibly();
                return Optional.of(explain("nothing for " + patience.toSeconds() + " s"));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(explain(said));
        } catch (IOException e) {
            return Optional.of(explain(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted before the strong sandbox was found to work");
        }
    }

    private String explain(String said) {
        if (said.contains("bind-fd")) {
            return "the strong sandbox needs a newer bubblewrap, " + program + " says '" + said
                    + "': install version 0.10, or your distribution's latest security update of it";
        }
        return "the strong sandbox cannot be had, " + program + " says '" + said + "': let this user make namespaces"
                + " (sysctl user.max_user_namespaces and kernel.apparmor_restrict_unprivileged_userns;"
                + " in a container, its security profile), or use the light one";
    }

    /** One that runs as root loses that by a thread that gives up new privileges. */
    boolean setuid() {
        try {
            return ((int) Files.getAttribute(program, "unix:mode") & 04000) != 0;
        } catch (IOException e) {
            throw new TaskException("cannot look at " + program + ": " + e, e);
        }
    }
}
