package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The paths of a confinement at the start of a task, with every link followed: what the kernel will go by.
 *
 * @param writable those that are there
 * @param guarded links themselves as well as what they lead to
 * @param hidden likewise
 */
record RealPaths(List<Path> writable, List<Path> guarded, List<Path> hidden) {
    /** @throws TaskException where a link would make something writable that the limits do not name */
    static RealPaths of(Confinement limits) {
        var writable = new ArrayList<Path>();
        for (var path : limits.writable()) {
            var real = real(path);
            limits.writable().stream()
                    .filter(tree -> !tree.equals(path) && path.startsWith(tree) && !real.startsWith(real(tree)))
                    .findFirst()
                    .ifPresent(tree -> {
                        throw new TaskException(
                                "the sandbox cannot make " + path + " writable: a link, which whoever may" + " write "
                                        + tree + " can make, leads to " + real);
                    });
            if (Files.exists(real) && !writable.contains(real)) {
                writable.add(real);
            }
        }
        return new RealPaths(writable, all(limits.guarded()), all(limits.hidden()));
    }

    /** Says that a path leads elsewhere than when it was looked at. */
    static TaskException exchanged(Path path) {
        return new TaskException("the sandbox cannot make " + path
                + " writable: it was taken away or something took its place just now; nothing was run, try again");
    }

    private static List<Path> all(List<Path> paths) {
        var all = new ArrayList<Path>();
        for (var path : paths) {
            var parent = path.getParent();
            all.add(parent == null ? path : real(parent).resolve(path.getFileName()));
            all.add(real(path));
        }
        return all.stream().distinct().toList();
    }

    /** Of what is not there, the part that is there is real. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            var parent = path.getParent();
            if (Files.isSymbolicLink(path)) {
                return dangling(path);
            }
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    private static Path dangling(Path link) {
        try {
            var target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
            return Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? link : target;
        } catch (IOException gone) {
            return link;
        }
    }

    /** The deepest of the writable trees that hold this. */
    Optional<Path> writableAbove(Path path) {
        return writable.stream().filter(tree -> path.startsWith(tree)).max(Comparator.comparingInt(Path::getNameCount));
    }
}
