package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process number means something.
 *
 * @param boot the kernel's id of this boot
 * @param id the id of the machine, empty where it has none
 * @param processes the namespace of process numbers
 */
record Machine(String boot, String id, String processes) {
    static Machine here() {
        try {
            return new Machine(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
                    identity(),
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException e) {
            throw new TaskException("cannot tell this machine's boot and process namespace from /proc: " + e, e);
        }
    }

    private static String identity() throws IOException {
        var file = Path.of("/etc/machine-id");
        return Files.isReadable(file) ? Files.readString(file).strip() : "";
    }

    /**
     * Whether process numbers written there can be looked up here, a restart aside. A machine without an id cannot be told
     * from another without one after a restart.
     */
    boolean sees(Machine other) {
        if (id.isEmpty()) {
            return equals(other);
        }
        return id.equals(other.id) && (processes.equals(other.processes) || !boot.equals(other.boot));
    }
}
