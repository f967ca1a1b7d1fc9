package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What became of the guarded paths of a sandboxed task, on disk: what they were at its start, and which are not the same at its end. */
record GuardedPaths(TaskFolder folder) {
    /** What the line of a repository that git looks into by itself begins with. */
    private static final String LINK = "link-";

    /** Stands for what something looked like that is to be told in any case. */
    private static final String CHANGED_BEFORE = "changed before";

    /**
     * Before the start.
     *
     * @param late what changed before, by somebody whom an earlier command left behind
     */
    void remember(Confinement limits, LateChanges late) {
        var lines = new LinkedHashMap<String, String>();
        for (var path : limits.guarded()) {
            lines.put(Integer.toString(lines.size()), late.tell(path) ? CHANGED_BEFORE : print(path, late.prints()));
        }
        late.prints()
                .links(limits)
                .forEach((git, print) ->
                        lines.put(LINK + lines.size(), (late.tell(git) ? CHANGED_BEFORE : print) + " " + git));
        try {
            write(folder.guarded(), lines);
        } catch (IOException e) {
            throw new TaskException("cannot write what guarded paths are to " + folder.guarded() + ": " + e, e);
        }
    }

    /** What the engine itself writes into all the time says nothing. */
    private String print(Path guarded, Prints prints) {
        return folder.path().startsWith(guarded) ? "the engine's" : prints.of(guarded);
    }

    /** At the end, once: who comes later finds it written down. */
    void compare(Confinement limits) {
        if (!folder.hasChanges()) {
            var _ = compareAgain(limits, new Prints());
        }
    }

    /** When somebody may have changed more of them since the end. Answers what was not known to have changed. */
    List<Path> compareAgain(Confinement limits, Prints prints) {
        if (limits.guarded().isEmpty()) {
            return List.of();
        }
        var known = changes();
        var changed = new LinkedHashSet<>(known);
        var before = folder.read(folder.guarded());
        changed.addAll(differing(limits, before, prints).keySet());
        for (var i = 0; i < limits.guarded().size(); i++) {
            if (Fingerprint.ABSENT.equals(before.get(Integer.toString(i)))
                    && takeRedirectionAway(limits.guarded().get(i))) {
                prints.forget();
            }
        }
        if (!folder.hasChanges() || changed.size() > known.size()) {
            keep(changed);
        }
        known.forEach(changed::remove);
        return List.copyOf(changed);
    }

    /** While the task runs: those that are not what they were at its start, and what they look like now. Nothing is written down. */
    Map<Path, String> changedSoFar(Confinement limits, Prints prints) {
        return limits.guarded().isEmpty() ? Map.of() : differing(limits, folder.read(folder.guarded()), prints);
    }

    private Map<Path, String> differing(Confinement limits, Map<String, String> before, Prints prints) {
        var differing = new LinkedHashMap<Path, String>();
        for (var i = 0; i < limits.guarded().size(); i++) {
            var path = limits.guarded().get(i);
            var now = print(path, prints);
            if (!now.equals(before.get(Integer.toString(i)))) {
                differing.put(path, now);
            }
        }
        prints.links(limits).forEach((git, print) -> {
            if (!before.containsValue(print + " " + git)) {
                differing.put(git, print);
            }
        });
        // Also where the index does not name it any more.
        before.forEach((name, line) -> {
            if (name.startsWith(LINK) && line.startsWith(CHANGED_BEFORE + " ")) {
                differing.putIfAbsent(Path.of(line.substring(CHANGED_BEFORE.length() + 1)), CHANGED_BEFORE);
            }
        });
        return differing;
    }

    private void keep(Collection<Path> changed) {
        var lines = new LinkedHashMap<String, String>();
        changed.forEach(path -> lines.put(Integer.toString(lines.size()), path.toString()));
        var draft = folder.changed().resolveSibling(".changed-" + UUID.randomUUID());
        try {
            write(draft, lines);
            Files.move(draft, folder.changed(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Log.warning("cannot write which guarded paths changed to " + folder.changed() + ": " + e);
        }
    }

    /**
     * Takes a planted {@code commondir} away: where git finds one, the configuration of another folder counts, which may
     * name programs. What git itself makes there is in folders of linked working trees and was there at the start. Answers whether there was one.
     */
    private static boolean takeRedirectionAway(Path path) {
        try {
            var parent = path.getParent();
            // What a link leads to is not the command's own.
            return path.endsWith("commondir")
                    && parent != null
                    && parent.toRealPath().equals(parent)
                    && Files.deleteIfExists(path);
        } catch (IOException e) {
            Log.warning("cannot take away " + path + ", which a sandboxed command made: " + e);
            return false;
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
