package dev.lungo.tasks;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Set;

/**
 * A program that is asked something, beside the tasks: it reads nothing and gets of this JVM's environment only what tells a
 * program where things are. Keys are in that environment, and a {@link ProcessBuilder} by itself would hand on all of it.
 */
public final class BareProcess {
    private static final Set<String> HANDED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "TERMINFO",
            "TERMINFO_DIRS");

    private BareProcess() {}

    /** Ready to be started. */
    public static ProcessBuilder of(String... command) {
        var process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        process.environment().keySet().retainAll(HANDED_ON);
        return process;
    }
}
