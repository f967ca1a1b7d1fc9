package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The control group (v2) that holds the processes of one task: nobody leaves it by forking, by a new session or by
 * clearing the environment, and the kernel itself knows whether anybody is in it. The waiter and the drain are outside.
 */
record TaskGroup(Path path) {
    static final String PREFIX = "lungo-";
    static final String PROCESSES = "cgroup.procs";

    private static final String EVENTS = "cgroup.events";
    private static final String KILL = "cgroup.kill";
    private static final String FREEZE = "cgroup.freeze";

    /** The group that the facts name; none where its name is not that of this very task. */
    static Optional<TaskGroup> of(TaskFacts facts) {
        return facts.group()
                .filter(path -> path.isAbsolute() && path.endsWith(PREFIX + facts.cookie()))
                .map(TaskGroup::new);
    }

    /** Answers whether it is there now; the task runs without it otherwise. */
    boolean make() {
        try {
            Files.createDirectory(path);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    boolean exists() {
        return Files.exists(path.resolve(PROCESSES));
    }

    /** The file by which a process joins, open for that; {@link Spawn#NULL} where it does not open. */
    int door() {
        var door = Descriptors.tryOpen(path.resolve(PROCESSES).toString(), Descriptors.WRITE);
        return door < 0 ? Spawn.NULL : Descriptors.raised(door);
    }

    /** Whether anybody is in it or in a group below it, by the kernel's own count. */
    boolean populated() {
        return exists() && read(path, EVENTS).contains("populated 1");
    }

    /** Who is in it and in the groups below it, such as those of tasks that a task's own engine started. */
    Set<Long> pids() {
        var pids = new HashSet<Long>();
        collect(path, pids);
        return pids;
    }

    private static void collect(Path group, Set<Long> pids) {
        read(group, PROCESSES).lines().map(Long::parseLong).forEach(pids::add);
        try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
            below.forEach(child -> collect(child, pids));
        } catch (IOException | DirectoryIteratorException gone) {
            // Removed meanwhile, so that nobody is in it; a JVM short of descriptors says so in read().
            var _ = Files.exists(group) && ProcFile.opens(group.toString());
        }
    }

    /** Sends SIGKILL to everybody in it and below, whoever forks meanwhile included; answers whether the kernel can. */
    boolean kill() {
        return Files.exists(path.resolve(KILL)) && write(KILL, "1");
    }

    /** Holds everybody in it still; for kernels that cannot kill a group. */
    void freeze() {
        var _ = exists() && write(FREEZE, "1");
    }

    void thaw() {
        var _ = exists() && write(FREEZE, "0");
    }

    /** Takes it away with the groups below it; the kernel refuses where somebody is in one. Answers whether it is gone. */
    boolean remove() {
        return Files.notExists(path) || remove(path);
    }

    private static boolean remove(Path group) {
        try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
            for (var child : below) {
                if (!remove(child)) {
                    return false;
                }
            }
            return Files.deleteIfExists(group);
        } catch (IOException | DirectoryIteratorException busy) {
            return Files.notExists(group);
        }
    }

    boolean write(String file, String value) {
        try {
            Files.writeString(path.resolve(file), value, StandardOpenOption.WRITE);
            return true;
        } catch (IOException e) {
            return Files.notExists(path);
        }
    }

    /** Empty where there is no such group any more. */
    private static String read(Path group, String file) {
        var text = ProcFile.read(
                group.resolve(file).toString(), in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return text == null ? "" : text;
    }
}
