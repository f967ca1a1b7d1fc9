package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The way to a path as the kernel goes it, looked at once.
 *
 * @param end the path without links; of what is not there, the part that is there is real
 * @param links those that were followed, where they really are
 */
record LinkWalk(Path end, List<Path> links) {
    private static final int MOST_LINKS = 40;

    static LinkWalk to(Path path) {
        var links = new ArrayList<Path>();
        var ahead = new ArrayDeque<Path>();
        put(path, ahead);
        var place = path.getRoot();
        while (!ahead.isEmpty()) {
            var next = place.resolve(ahead.remove()).normalize();
            if (links.size() == MOST_LINKS || !Files.isSymbolicLink(next)) {
                place = next;
                continue;
            }
            try {
                var target = next.resolveSibling(Files.readSymbolicLink(next));
                links.add(next);
                put(target, ahead);
                place = target.getRoot();
            } catch (IOException gone) {
                place = next;
            }
        }
        return new LinkWalk(place, List.copyOf(links));
    }

    private static void put(Path path, Deque<Path> ahead) {
        for (var i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(path.getName(i));
        }
    }
}
