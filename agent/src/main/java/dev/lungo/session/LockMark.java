package dev.lungo.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what the kernel's table of locks shows whose lock one is, even when its file has no name any more: the length that is
 * locked is a number made of the path. All begin at the first byte, so that each excludes each, an older Lungo's too. The
 * table shows locks of processes that let nobody look at what they have open, as Lungo is once it hid its keys.
 */
record LockMark(long length) {
    private static final Path TABLE = Path.of("/proc/locks");

    /** {@code 1: POSIX  ADVISORY  WRITE 4711 08:01:123456 0 9876543210}; the last is the last byte, or EOF. */
    private static final Pattern ROW = Pattern.compile("\\S+ POSIX +\\S+ +WRITE +(\\d+) +\\S+ +0 +(\\d+)");

    /** @param lock whose folder is there */
    static LockMark of(Path lock) throws IOException {
        String path = lock.resolveSibling(".")
                .toRealPath()
                .resolve(String.valueOf(lock.getFileName()))
                .toString();
        // FNV-1a, as the names of projects in the state folder: no security provider is loaded for it.
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        // Positive, and never so short that another program would lock as much.
        return new LockMark((hash >>> 2) | (1L << 61));
    }

    /** The process id of another than this one that holds such a lock, where there is one. */
    Optional<String> holderElsewhere() throws IOException {
        String own = Long.toString(ProcessHandle.current().pid());
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !row.group(1).equals(own) && Long.parseLong(row.group(2)) == length - 1) {
                return Optional.of(row.group(1));
            }
        }
        return Optional.empty();
    }
}
