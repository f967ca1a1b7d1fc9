package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What became of the guarded paths of a sandboxed task, on disk: what they were at its start, and which are not the same at its end. */
record GuardedPaths(TaskFolder folder) {
    /** Before the start. */
    void remember(Confinement limits) {
        var prints = new LinkedHashMap<String, String>();
        for (var path : limits.guarded()) {
            prints.put(Integer.toString(prints.size()), Fingerprint.of(path));
        }
        try {
            write(folder.guarded(), prints);
        } catch (IOException e) {
            throw new TaskException("cannot write what guarded paths are to " + folder.guarded() + ": " + e, e);
        }
    }

    /** At the end, once: who comes later finds it written down. */
    void compare(Confinement limits) {
        if (limits.guarded().isEmpty() || folder.hasChanges()) {
            return;
        }
        var before = folder.read(folder.guarded());
        var changed = new LinkedHashMap<String, String>();
        for (var i = 0; i < limits.guarded().size(); i++) {
            var path = limits.guarded().get(i);
            if (!Fingerprint.of(path).equals(before.get(Integer.toString(i)))) {
                changed.put(Integer.toString(changed.size()), path.toString());
                if (Fingerprint.ABSENT.equals(before.get(Integer.toString(i)))) {
                    takeRedirectionAway(path);
                }
            }
        }
        var draft = folder.changed().resolveSibling(".changed-" + UUID.randomUUID());
        try {
            write(draft, changed);
            Files.move(draft, folder.changed(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Log.warning("cannot write which guarded paths changed to " + folder.changed() + ": " + e);
        }
    }

    /**
     * Takes a planted {@code commondir} away: where git finds one, the configuration of another folder counts, which may
     * name programs. What git itself makes there is in folders of linked working trees and was there at the start.
     */
    private static void takeRedirectionAway(Path path) {
        try {
            var parent = path.getParent();
            // What a link leads to is not the command's own.
            if (path.endsWith("commondir")
                    && parent != null
                    && parent.toRealPath().equals(parent)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            Log.warning("cannot take away " + path + ", which a sandboxed command made: " + e);
        }
    }

    List<Path> changes() {
        var changes = new ArrayList<Path>();
        folder.read(folder.changed()).values().forEach(path -> changes.add(Path.of(path)));
        return changes;
    }

    private static void write(Path file, Map<String, String> values) throws IOException {
        PrivateFiles.write(file, Lines.format(values).getBytes(StandardCharsets.UTF_8));
    }
}
