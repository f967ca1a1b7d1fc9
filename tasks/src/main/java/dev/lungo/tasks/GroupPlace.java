package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The control group (v2) that this JVM runs in, as a folder: the place below which groups for tasks are made, where the
 * user may.
 */
record GroupPlace(Path path) {
    /** A younger one may belong to a task that is just being started. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private static final String ANY = TaskGroup.PREFIX + "*";

    /** Where groups can be made, if anywhere; takes away what dead engines left of theirs. */
    static Optional<GroupPlace> usable() {
        var place = here();
        if (place.filter(GroupPlace::mayBeUsed).isEmpty()) {
            return Optional.empty();
        }
        place.get().sweep();
        return place;
    }

    private static Optional<GroupPlace> here() {
        try {
            return of(
                    Files.readString(Path.of("/proc/self/cgroup")), Files.readString(Path.of("/proc/self/mountinfo")));
        } catch (IOException | RuntimeException unknown) {
            // No control groups in this kernel, or a /proc that hides them: tasks run without.
            return Optional.empty();
        }
    }

    /** By the files {@code cgroup} and {@code mountinfo} of a process. */
    static Optional<GroupPlace> of(String cgroup, String mountinfo) {
        return cgroup.lines()
                .filter(line -> line.startsWith("0::/") && !line.startsWith("0::/.."))
                .map(line -> Path.of(line.substring("0::".length())))
                .flatMap(own -> mountinfo.lines().flatMap(line -> below(line.split(" "), own).stream()))
                .findFirst()
                .map(GroupPlace::new);
    }

    /** Where a mount shows a group; a mount may show a part of the tree only. */
    private static Optional<Path> below(String[] mount, Path own) {
        for (var i = 6; i < mount.length - 1; i++) {
            if (mount[i].equals("-")) {
                var root = Path.of(unescape(mount[3]));
                return mount[i + 1].equals("cgroup2") && own.startsWith(root)
                        ? Optional.of(Path.of(unescape(mount[4]))
                                .resolve(root.relativize(own))
                                .normalize())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String unescape(String path) {
        return path.replace("\\040", " ").replace("\\134", "\\");
    }

    /** By trying: permissions, a read-only mount and limits of the tree all say no in their own ways. */
    private boolean mayBeUsed() {
        var probe = new TaskGroup(path.resolve(TaskGroup.PREFIX + UUID.randomUUID()));
        return Files.isWritable(path.resolve(TaskGroup.PROCESSES)) && probe.make() && probe.remove();
    }

    /**
     * Moves this JVM to where it is: nothing changes, but who moves next finds the kernel prepared. The first move after a
     * while waits until all processors have taken notice, some milliseconds; better here than in a command.
     */
    void prepare() {
        if (here().filter(this::equals).isPresent()) {
            var _ = new TaskGroup(path).write(TaskGroup.PROCESSES, "0");
        }
    }

    /** The group that a task with this cookie has here. */
    Path groupOf(String cookie) {
        return path.resolve(TaskGroup.PREFIX + cookie);
    }

    /** One that somebody else takes away at this moment is not. */
    private static boolean isOlder(Path group, Instant than) throws IOException {
        try {
            return Files.getLastModifiedTime(group).toInstant().isBefore(than);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** The kernel refuses to remove a group that somebody is in, so that this can take nothing away from anybody. */
    private void sweep() {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(path, ANY)) {
            var old = Instant.now().minus(YOUNG);
            for (var group : groups) {
                if (isOlder(group, old)) {
                    var _ = new TaskGroup(group).remove();
                }
            }
        } catch (IOException e) {
            Log.warning("cannot look for control groups of ended tasks in " + path + ": " + e);
        }
    }
}
