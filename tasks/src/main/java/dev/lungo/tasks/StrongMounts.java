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

    /** Looked at once: a command may name many, and a machine may have many sockets. */
    private final List<Path> hiddenFolders;

    /** @param held takes what it mounts of places that commands can change */
    StrongMounts(RealPaths paths, Network network, TaskFolder folder, HeldPaths held) {
        this.paths = paths;
        this.network = network;
        this.folder = folder;
        this.held = held;
        hiddenFolders = paths.hidden().stream()
                .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
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
            hold(tree, "--bind-fd", "writable");
        }
        var shown = shown(RealPaths.real(cwd));
        guarded(shown);
        hidden(shown);
        sockets();
        shown.forEach(path -> add(path, "--ro-bind", path));
        command();
        var arguments = new ArrayList<>(namespaces(!(network instanceof Network.Open)));
        mounts.stream()
                .sorted(Comparator.comparingInt(mount -> mount.at().getNameCount()))
                .forEach(mount -> arguments.addAll(mount.arguments()));
        // Only now: what is mounted below a hidden folder needs places in it.
        hiddenFolders.forEach(hidden -> arguments.addAll(List.of("--remount-ro", hidden.toString())));
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

    private void guarded(List<Path> shown) {
        for (var path : paths.guarded()) {
            if (!isCovered(path, shown) && fasten(path) && isThere(path)) {
                hold(path, "--ro-bind-fd", "read-only");
            }
        }
    }

    /**
     * Makes mounts of the folders on the way to a path that can be written: one that is a mount itself cannot be moved out of
     * the way, to another name under which the next command would find what is in it. Not of those that are guarded or hidden
     * already: such a mount would lie upon what keeps them so. Answers whether the path can be written.
     */
    private boolean fasten(Path path) {
        var writable = paths.writableAbove(path);
        writable.ifPresent(tree -> {
            for (var above = path.getParent();
                    above != null && above.startsWith(tree) && !above.equals(tree);
                    above = above.getParent()) {
                if (Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS) && !isKept(above, tree)) {
                    holdOnce(above);
                }
            }
        });
        return writable.isPresent();
    }

    /** Whether something of a writable tree is guarded or hidden with a folder that it lies in, or by itself. */
    private boolean isKept(Path path, Path tree) {
        return Stream.concat(paths.guarded().stream(), hiddenFolders.stream())
                .anyMatch(kept -> path.startsWith(kept) && kept.startsWith(tree));
    }

    /** Whether it lies in a hidden folder, and in nothing deeper that the command sees. Mounted there it would come to light. */
    private boolean isCovered(Path path, List<Path> shown) {
        return hiddenFolders.stream()
                .anyMatch(hidden -> !path.equals(hidden)
                        && path.startsWith(hidden)
                        && shown.stream().noneMatch(place -> path.startsWith(place) && place.startsWith(hidden))
                        && paths.writable().stream()
                                .noneMatch(tree ->
                                        path.startsWith(tree) && tree.startsWith(hidden) && !tree.equals(hidden)));
    }

    private void hidden(List<Path> shown) {
        var uncovered =
                paths.hidden().stream().filter(path -> !isCovered(path, shown)).toList();
        uncovered.forEach(this::fasten);
        uncovered.stream()
                .filter(hiddenFolders::contains)
                .forEach(path -> mounts.add(new Mount(path, List.of("--tmpfs", path.toString()))));
        uncovered.stream()
                .filter(path -> isThere(path) && !Files.isDirectory(path))
                .forEach(path -> add(path, "--ro-bind", Path.of("/dev/null")));
    }

    /** A read-only mount keeps nobody from talking to who listens at a socket. */
    private void sockets() {
        UnixSockets.bound().stream()
                .filter(socket ->
                        !isPrivate(socket) && paths.writableAbove(socket).isEmpty())
                .forEach(socket -> add(socket, "--ro-bind", Path.of("/dev/null")));
    }

    /**
     * What is shown, to be read, also where something hidden or another folder lies in its place: the working folder, and
     * what tasks of the same folder wrote.
     */
    private List<Path> shown(Path cwd) {
        var tasks = RealPaths.real(folder.path().resolveSibling("").toAbsolutePath());
        var shown = new ArrayList<Path>();
        if (isPrivate(cwd) && paths.writableAbove(cwd).isEmpty()) {
            shown.add(cwd);
        }
        if (hiddenFolders.stream().anyMatch(hidden -> tasks.startsWith(hidden) && !tasks.equals(hidden))) {
            shown.add(tasks);
        }
        return shown;
    }

    private void command() {
        Path command = RealPaths.real(folder.commandFile());
        add(command, "--ro-bind", command);
    }

    /** Whether the command has something else in its place. */
    private boolean isPrivate(Path path) {
        return path.startsWith(TMP)
                || path.startsWith(RUN)
                || path.startsWith("/dev")
                || path.startsWith("/proc")
                || hiddenFolders.stream().anyMatch(path::startsWith);
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
    }

    private void holdOnce(Path path) {
        if (mounts.stream().noneMatch(mount -> mount.at().equals(path))) {
            hold(path, "--bind-fd", "stay in its place");
        }
    }

    /**
     * Mounts what is there.
     *
     * @param how it can be used then
     * @throws TaskException where it is not what it was when it was looked at
     */
    private void hold(Path path, String option, String how) {
        var number = held.hold(path).orElseThrow(() -> RealPaths.exchanged(path, how));
        mounts.add(new Mount(path, List.of(option, Integer.toString(number), path.toString())));
    }

    private void add(Path at, String how, Path what) {
        mounts.add(new Mount(at, List.of(how, what.toString(), at.toString())));
    }
}
