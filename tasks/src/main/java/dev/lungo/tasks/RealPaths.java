package dev.lungo.tasks;

import java.nio.file.Files;
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
        var ways = limits.writable().stream().map(LinkWalk::to).toList();
        var trees = ways.stream().map(LinkWalk::end).distinct().toList();
        for (var way : ways) {
            refuseOddLinks(way, trees);
        }
        return new RealPaths(
                trees.stream().filter(Files::exists).toList(), all(limits.guarded()), all(limits.hidden()));
    }

    /** Whoever may write in a tree can have made every link in it: it makes nothing else writable. */
    private static void refuseOddLinks(LinkWalk way, List<Path> trees) {
        for (var link : way.links()) {
            trees.stream()
                    .filter(tree -> link.startsWith(tree)
                            && !link.equals(tree)
                            && !way.end().startsWith(tree))
                    .findFirst()
                    .ifPresent(tree -> {
                        throw new TaskException("the sandbox does not make " + way.end() + " writable: the link " + link
                                + " leads there, which whoever may write " + tree + " can make");
                    });
        }
    }

    /**
     * Says that a path leads elsewhere than when it was looked at.
     *
     * @param how what the sandbox was to make it
     */
    static TaskException exchanged(Path path, String how) {
        return new TaskException("the sandbox cannot make " + path + " " + how
                + ": it was taken away or something took its place just now; nothing was run, try again");
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
        return LinkWalk.to(path).end();
    }

    /** The deepest of the writable trees that hold this. */
    Optional<Path> writableAbove(Path path) {
        return writable.stream().filter(tree -> path.startsWith(tree)).max(Comparator.comparingInt(Path::getNameCount));
    }
}
