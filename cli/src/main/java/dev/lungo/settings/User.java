package dev.lungo.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process is. Not by the owner of {@code /proc/self}: that is root for a process that nobody may look into. */
public record User(int id, int group) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The effective ones. */
    public static User ofProcess() throws IOException {
        int user = -1;
        int group = -1;
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("Uid:")) {
                user = effective(line);
            } else if (line.startsWith("Gid:")) {
                group = effective(line);
            }
        }
        if (user < 0 || group < 0) {
            throw new IOException(STATUS + " names no user or no group");
        }
        return new User(user, group);
    }

    /** The second of four numbers. */
    private static int effective(String line) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
    }
}
