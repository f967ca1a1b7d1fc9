package dev.lungo.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Who this process is. Not by the owner of {@code /proc/self}: that is root for a process that nobody may look into.
 *
 * @param seesAll whether every user has a number here; within a user namespace whoever has none looks like {@code nobody}
 */
public record User(int id, int group, boolean seesAll) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path NUMBERS = Path.of("/proc/self/uid_map");
    private static final String ALL = "0 0 4294967295";

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
        return new User(user, group, seesEverybody());
    }

    private static boolean seesEverybody() throws IOException {
        try {
            return Files.readString(NUMBERS).strip().replaceAll("\\s+", " ").equals(ALL);
        } catch (NoSuchFileException noNamespaces) {
            return true;
        }
    }

    /** The second of four numbers. */
    private static int effective(String line) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
    }
}
