package dev.lungo.tool;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves a path the way the kernel does, link by link, also where its end does not exist yet: a dangling link leads
 * to its target, and {@code ..} leaves the folder that a link led into. A link such as {@code /proc/self/cwd} leads nowhere
 * that would be the same for somebody else.
 */
public final class RealPath {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MOST_LINKS = 40;

    private RealPath() {}

    /** Opens a regular file by a path that was resolved. Where any part of it is a link by now, that fails. */
    public static SeekableByteChannel open(Path real) throws IOException {
        return HeldFolder.open(real);
    }

    /** The path without links and dots; it need not exist. */
    public static Path of(Path absolute) throws IOException {
        Path root = absolute.getRoot();
        Path current = root;
        Deque<Path> ahead = new ArrayDeque<>();
        absolute.forEach(ahead::addLast);
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst().toString();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                current = current.getParent() == null ? root : current.getParent();
                continue;
            }
            Path next = current.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                current = next;
                continue;
            }
            if (next.startsWith(PROCESSES) && next.getNameCount() > 2) {
                throw new FileSystemException(
                        absolute.toString(), null, "it leads to what a process has open, and each process has others");
            }
            if (++links > MOST_LINKS) {
                throw new FileSystemLoopException(absolute.toString());
            }
            Path target = Files.readSymbolicLink(next);
            for (int part = target.getNameCount() - 1; part >= 0; part--) {
                ahead.addFirst(target.getName(part));
            }
            if (target.isAbsolute()) {
                current = root;
            }
        }
        return current;
    }
}
