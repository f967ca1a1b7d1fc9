package dev.lungo.doctor;

import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the machine itself has to offer. */
public final class MachineLooks {
    private static final int JAVA = 25;

    private MachineLooks() {}

    /** The Java that runs this. */
    public static Finding java() {
        var version = Runtime.version();
        String fact = version + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.home");
        return version.feature() >= JAVA
                ? new Finding.Fine("Java", fact)
                : new Finding.Broken(
                        "Java",
                        fact,
                        "Lungo is written for Java " + JAVA,
                        "install a JDK " + JAVA + " (LUNGO_JAVA_HOME)");
    }

    /** The kernel, and that the files in /proc are there by which processes are told apart. */
    public static Finding kernel() {
        String name = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
        if (!System.getProperty("os.name").equals("Linux")) {
            return new Finding.Broken("kernel", name, "commands cannot be run", "use Linux");
        }
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            return new Finding.Broken(
                    "kernel",
                    name + ", without /proc",
                    "commands cannot be run: nobody could tell which process is whose",
                    "mount it: mount -t proc proc /proc");
        }
        return new Finding.Fine("kernel", name);
    }

    /** The kernel's own means to confine commands. */
    public static Finding lightSandbox() {
        return sandbox(Strength.LIGHT, "light sandbox", "Landlock and seccomp work", "--sandbox light");
    }

    /** Bubblewrap and the namespaces it needs; it is really started. */
    public static Finding strongSandbox() {
        return sandbox(
                Strength.STRONG, "strong sandbox", "bubblewrap starts, with namespaces of its own", "--sandbox strong");
    }

    private static Finding sandbox(Strength strength, String subject, String fine, String option) {
        Optional<String> missing = Confinement.missing(strength);
        return missing.map(why -> without(subject, option, why)).orElseGet(() -> new Finding.Fine(subject, fine));
    }

    /** The engine says what is wrong, and behind a colon what to do. */
    private static Finding without(String subject, String option, String why) {
        int colon = why.lastIndexOf(": ");
        return new Finding.Missing(
                subject,
                colon < 0 ? why : why.substring(0, colon),
                "with " + option + " no command runs, for none runs without the sandbox that was asked for",
                colon < 0 ? "see docs/sandbox.md" : why.substring(colon + 2));
    }

    /** Whether a user may have namespaces of their own. */
    public static Finding namespaces() {
        String none = "user namespaces";
        if (number("/proc/sys/user/max_user_namespaces") == 0) {
            return withoutNamespaces(none, "sysctl -w user.max_user_namespaces=15000");
        }
        if (number("/proc/sys/kernel/unprivileged_userns_clone") == 0) {
            return withoutNamespaces(none, "sysctl -w kernel.unprivileged_userns_clone=1");
        }
        if (number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1) {
            return withoutNamespaces(none, "give bwrap an AppArmor profile that allows userns");
        }
        return new Finding.Fine(none, "allowed");
    }

    private static Finding withoutNamespaces(String subject, String remedy) {
        return new Finding.Missing(
                subject, "restricted to root", "the strong sandbox may not start for an ordinary user", remedy);
    }

    /** Whether control groups can be made below the one this process is in. */
    public static Finding controlGroups() {
        Optional<Path> place = ownGroup();
        if (place.isPresent() && mayBeMade(place.get())) {
            return new Finding.Fine("control groups", "can be made in " + place.get());
        }
        boolean second = secondVersion().isPresent();
        return new Finding.Missing(
                "control groups",
                second
                        ? place.map(path -> "cannot be made in " + path).orElse("this process is in none")
                        : "no version 2",
                "daemons that hide their origin outlive a stop",
                second
                        ? "start lungo in a group of your own: systemd-run --user --scope -p Delegate=yes lungo"
                        : "mount cgroup2 at /sys/fs/cgroup (boot with systemd.unified_cgroup_hierarchy=1)");
    }

    /** Where version 2 is mounted: beside version 1 it has a folder of its own. */
    private static Optional<Path> secondVersion() {
        try {
            return Files.readString(Path.of("/proc/self/mounts"))
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(mount -> mount.length > 2 && mount[2].equals("cgroup2"))
                    .map(mount -> Path.of(mount[1]))
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Path> ownGroup() {
        try {
            Optional<Path> root = secondVersion();
            return Files.readString(Path.of("/proc/self/cgroup"))
                    .lines()
                    .filter(line -> line.startsWith("0::/") && !line.startsWith("0::/.."))
                    .flatMap(line -> root.map(path -> path.resolve(line.substring("0::/".length()))).stream())
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static boolean mayBeMade(Path place) {
        Path probe = place.resolve("lungo-doctor-" + UUID.randomUUID());
        try {
            Files.createDirectory(probe);
            Files.delete(probe);
            return Files.isWritable(place.resolve("cgroup.procs"));
        } catch (IOException refused) {
            return false;
        }
    }

    /** Whether files can be watched. */
    public static Finding inotify() {
        try (var _ = FileSystems.getDefault().newWatchService()) {
            return new Finding.Fine("inotify", "works");
        } catch (IOException exhausted) {
            return new Finding.Missing(
                    "inotify",
                    "cannot be had: " + exhausted.getMessage(),
                    "logs of running tasks are looked at every so often, which takes a little more work",
                    "sysctl -w fs.inotify.max_user_instances=512");
        }
    }

    /** The terminal, by what programs are told of it. */
    public static Finding terminal(boolean isOne, String name, String locale) {
        String fact = (name.isEmpty() ? "TERM is not set" : "TERM=" + name) + (isOne ? "" : ", stdout goes elsewhere");
        if (name.isEmpty() || name.equals("dumb")) {
            return new Finding.Missing(
                    "terminal", fact, "lines are typed without editing, and nothing is drawn in place", "set TERM");
        }
        if (!locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8")) {
            return new Finding.Missing(
                    "terminal",
                    fact + ", locale " + (locale.isEmpty() ? "not set" : locale),
                    "letters beyond ASCII may be drawn wrong by other programs",
                    "export LANG=C.UTF-8");
        }
        return new Finding.Fine("terminal", fact + ", " + locale);
    }

    private static int number(String file) {
        try {
            return Integer.parseInt(Files.readString(Path.of(file)).strip());
        } catch (IOException | NumberFormatException unknown) {
            return -1;
        }
    }
}
