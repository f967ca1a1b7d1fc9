package dev.lungo.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that keeps sessions and tasks.
 *
 * @param folder it need not exist
 */
public record StateLook(Path folder) {
    private static final long ENOUGH = 3L << 30;
    private static final long LITTLE = 100L << 20;

    /** Whether there is room in it, and it can be written. */
    public Finding disk() {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            return new Finding.Broken(
                    "state folder",
                    folder + " cannot be written",
                    "no session can be kept, and so none begins",
                    "set LUNGO_HOME to a folder of yours");
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String fact = (free >> 20) + " MiB free in " + folder;
            if (free < LITTLE) {
                return new Finding.Broken(
                        "disk", fact, "what is said cannot be kept, and a turn ends", "make room, or set LUNGO_HOME");
            }
            return free < ENOUGH
                    ? new Finding.Missing(
                            "disk",
                            fact,
                            "commands that print much may fill it (2 GiB a project at most)",
                            "make room, or set LUNGO_HOME to a folder on another disk")
                    : new Finding.Fine("disk", fact);
        } catch (IOException unknown) {
            return new Finding.Missing(
                    "disk", "unknown: " + unknown, "nobody can say whether there is room", "look with df " + there);
        }
    }
}
