package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Network;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a strongly sandboxed command sees of the machine, as arguments of bubblewrap: all of it to read, without other
 * processes, with devices, {@code /tmp} and {@code /run} of its own, and upon that what the confinement says. Mounts are made
 * from the root downwards, so that the deeper path counts.
 */
final class StrongMounts {
    static final Path TMP = Path.of("/tmp");

    /** Here the services of the machine have their sockets. */
    private static final Path RUN = Path.of("/run");

    private static final List<String> NEEDED_OF_RUN =
            List.of("/run/current-system", "/run/booted-system", "/run/opengl-driver", "/run/resolvconf");

    private record Mount(Path at, List<String> arguments) {}

    private final List<Mount> mounts = new ArrayList<>();
    private final RealPaths paths;
    private final TaskFolder folder;
    private final Network network;
    private final HeldPaths held;

    /** @param held takes what it mounts of places that commands can change */
    StrongMounts(Confinement limits, TaskFolder folder, HeldPaths held) {
        this.held = held;
        paths = RealPaths.of(limits);
        network = limits.network();
        this.folder = folder;
    }

    static List<String> namespaces(boolean network) {
        var arguments =
                new ArrayList<>(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
        if (network) {
            arguments.add("--unshare-net");
        }
        // As an ordinary user it makes a user namespace by itself and has no capabilities there.
        if (Capability.isRoot()) {
            arguments.addAll(List.of("--cap-drop", "ALL"));
            Capability.names().forEach(name -> arguments.addAll(List.of("--cap-add", name)));
        }
        return arguments;
    }

    /** All arguments but those for the filter of system calls and for the command. */
    List<String> arguments(Path cwd) {
        machine();
        for (var tree : paths.writable()) {
            if (!hold(tree, "--bind-fd")) {
                throw RealPaths.exchanged(tree);
            }
        }
        guarded();
        hidden();
        sockets();
        commandAndFolder(RealPaths.real(cwd));
        var arguments = new ArrayList<>(namespaces(!(network instanceof Network.Open)));
        mounts.stream()
                .sorted(Comparator.comparingInt(mount -> mount.at().getNameCount()))
                .forEach(mount -> arguments.addAll(mount.arguments()));
        // Only now: what is mounted below a hidden folder needs places in it.
        hiddenFolders().forEach(hidden -> arguments.addAll(List.of("--remount-ro", hidden.toString())));
        arguments.addAll(List.of("--chdir", cwd.toString()));
        return arguments;
    }

    private void machine() {
        add(Path.of("/"), "--ro-bind", Path.of("/"));
        mounts.add(new Mount(Path.of("/dev"), List.of("--dev", "/dev")));
        mounts.add(new Mount(Path.of("/proc"), List.of("--proc", "/proc")));
        // Root may write there without any capability.
        add(Path.of("/proc/sys"), "--ro-bind", Path.of("/proc/sys"));
        add(TMP, "--bind", folder.temporary());
        mounts.add(new Mount(RUN, List.of("--tmpfs", RUN.toString())));
        NEEDED_OF_RUN.stream().map(Path::of).forEach(path -> add(path, "--ro-bind-try", path));
        var resolver = RealPaths.real(Path.of("/etc/resolv.conf"));
        if (network instanceof Network.Open && resolver.startsWith(RUN)) {
            add(resolver, "--ro-bind-try", resolver);
        }
        if (network instanceof Network.Through(var socket)) {
            add(ProxyForwarder.PLACE, "--ro-bind", socket.resolveSibling(""));
        }
    }

    private void guarded() {
        for (var path : paths.guarded()) {
            if (fasten(path) && isThere(path)) {
                hold(path, "--ro-bind-fd");
            }
        }
    }

    /**
     * Makes mounts of the folders on the way to a path that can be written: one that is a mount itself cannot be moved out of
     * the way, to another name under which the next command would find what is in it. Answers whether the path can be.
     */
    private boolean fasten(Path path) {
        var writable = paths.writableAbove(path);
        writable.ifPresent(tree -> {
            for (var above = path.getParent();
                    above != null && above.startsWith(tree) && !above.equals(tree);
                    above = above.getParent()) {
                if (Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                    holdOnce(above);
                }
            }
        });
        return writable.isPresent();
    }

    private void hidden() {
        paths.hidden().forEach(this::fasten);
        hiddenFolders().forEach(path -> mounts.add(new Mount(path, List.of("--tmpfs", path.toString()))));
        paths.hidden().stream()
                .filter(path -> isThere(path) && !Files.isDirectory(path))
                .forEach(path -> add(path, "--ro-bind", Path.of("/dev/null")));
    }

    private Stream<Path> hiddenFolders() {
        return paths.hidden().stream().filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** A read-only mount keeps nobody from talking to who listens at a socket. */
    private void sockets() {
        UnixSockets.bound().stream()
                .filter(socket ->
                        !isPrivate(socket) && paths.writableAbove(socket).isEmpty())
                .forEach(socket -> add(socket, "--ro-bind", Path.of("/dev/null")));
    }

    private void commandAndFolder(Path cwd) {
        if (isPrivate(cwd) && paths.writableAbove(cwd).isEmpty()) {
            add(cwd, "--ro-bind", cwd);
        }
        outputs(RealPaths.real(folder.path().resolveSibling("").toAbsolutePath()));
        Path command = RealPaths.real(folder.commandFile());
        add(command, "--ro-bind", command);
    }

    /** What tasks of the same folder wrote is shown, also where they lie in something that is hidden. */
    private void outputs(Path tasks) {
        if (hiddenFolders().anyMatch(hidden -> tasks.startsWith(hidden) && !tasks.equals(hidden))) {
            add(tasks, "--ro-bind", tasks);
        }
    }

    /** Whether the command has something else in its place. */
    private boolean isPrivate(Path path) {
        return path.startsWith(TMP)
                || path.startsWith(RUN)
                || path.startsWith("/dev")
                || path.startsWith("/proc")
                || hiddenFolders().anyMatch(path::startsWith);
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
    }

    private void holdOnce(Path path) {
        if (mounts.stream().noneMatch(mount -> mount.at().equals(path))) {
            hold(path, "--bind-fd");
        }
    }

    /** Answers whether it still is what it was when it was looked at; what is not there is not mounted. */
    private boolean hold(Path path, String how) {
        var number = held.hold(path);
        number.ifPresent(found -> mounts.add(new Mount(path, List.of(how, Integer.toString(found), path.toString()))));
        return number.isPresent();
    }

    private void add(Path at, String how, Path what) {
        mounts.add(new Mount(at, List.of(how, what.toString(), at.toString())));
    }
}
