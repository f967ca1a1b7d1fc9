package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The unix sockets of this machine that have a name in the file system. */
final class UnixSockets {
    private static final Path TABLE = Path.of("/proc/net/unix");
    private static final int COLUMNS = 8;
    private static final int KIND = 0170000;
    private static final int SOCKET = 0140000;

    private UnixSockets() {}

    /** Those at which somebody can be found now, as real paths. */
    static List<Path> bound() {
        return bound(TABLE);
    }

    /**
     * Anybody may give a socket any name: one with a line break in it writes lines of its own into the table. So no more is
     * believed than that something may be a socket.
     */
    static List<Path> bound(Path table) {
        try {
            return new String(Files.readAllBytes(table), ofFileNames())
                    .lines()
                    .skip(1)
                    .map(line -> line.split(" +", COLUMNS))
                    .filter(columns -> columns.length == COLUMNS && columns[COLUMNS - 1].startsWith("/"))
                    .flatMap(columns -> path(columns[COLUMNS - 1]))
                    .map(RealPaths::real)
                    .filter(UnixSockets::isSocket)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new TaskException("cannot read which sockets to hide from a sandbox in " + table + ": " + e, e);
        }
    }

    /** Names are bytes; the locale says what this process takes them for. */
    private static Charset ofFileNames() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    private static Stream<Path> path(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException notOfThisLocale) {
            return Stream.empty();
        }
    }

    private static boolean isSocket(Path path) {
        try {
            return ((int) Files.getAttribute(path, "unix:mode") & KIND) == SOCKET;
        } catch (IOException gone) {
            return false;
        }
    }
}
