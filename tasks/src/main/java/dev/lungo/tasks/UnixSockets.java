package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The unix sockets of this machine that have a name in the file system. */
final class UnixSockets {
    private static final Path TABLE = Path.of("/proc/net/unix");
    private static final int COLUMNS = 8;

    private UnixSockets() {}

    /** Those at which somebody can be found now, as real paths. */
    static List<Path> bound() {
        try (var lines = Files.lines(TABLE)) {
            return lines.skip(1)
                    .map(line -> line.split(" +", COLUMNS))
                    .filter(columns -> columns.length == COLUMNS && columns[COLUMNS - 1].startsWith("/"))
                    .map(columns -> RealPaths.real(Path.of(columns[COLUMNS - 1])))
                    .filter(Files::exists)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new TaskException("cannot read which sockets to hide from a sandbox in " + TABLE + ": " + e, e);
        }
    }
}
