package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the engine needs of the machine, looked up once; the one place that knows where tasks cannot run.
 *
 * @param sh runs the waiter
 * @param setsid gives the command a session of its own
 * @param env passes on variables whose names a shell would drop
 * @param tee drains the command's output into its log
 * @param shell runs the command
 */
record Platform(Path sh, Path setsid, Path env, Path tee, Path shell) {
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    /**
     * Looks at this machine.
     *
     * @throws TaskException with what is missing and what to install
     */
    static Platform detect() {
        var system = System.getProperty("os.name");
        var machine = System.getProperty("os.arch");
        if (!system.equals("Linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
            throw new TaskException("tasks run on Linux (x86-64 and AArch64) only, not on " + system + " " + machine
                    + ": use a Linux machine, a container or WSL");
        }
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new TaskException("tasks need /proc, which is not mounted here");
        }
        checkLibrary();
        var sh = require("sh", "a POSIX shell");
        return new Platform(
                sh,
                require("setsid", "the package util-linux"),
                require("env", "the package coreutils"),
                require("tee", "the package coreutils"),
                FOLDERS.stream()
                        .map(folder -> folder.resolve("bash"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(sh));
    }

    private static void checkLibrary() {
        try {
            Libc.check();
        } catch (ExceptionInInitializerError | NoClassDefFoundError forbidden) {
            throw new TaskException(
                    "tasks call the C library, which this JVM forbids: start it with"
                            + " --enable-native-access=dev.lungo.tasks (ALL-UNNAMED on the class path)",
                    forbidden);
        }
    }

    private static Path require(String name, String from) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TaskException("tasks need '" + name + "' and found none in "
                        + FOLDERS.stream().map(Path::toString).collect(Collectors.joining(" or ")) + ": install "
                        + from));
    }
}
