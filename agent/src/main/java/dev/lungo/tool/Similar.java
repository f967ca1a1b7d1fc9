package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** "Did you mean": names that look like one that is not there. */
final class Similar {
    private static final int MOST_NAMES = 5_000;
    private static final int SHOWN = 5;

    private record Candidate(String name, int distance) {}

    private Similar() {}

    /**
     * A sentence for the error about what is missing.
     *
     * @param kind what was looked for: file or folder
     */
    static String hint(Workspace workspace, Path missing, String kind) {
        Path parent = missing.getParent();
        if (parent == null) {
            return "";
        }
        if (!Files.isDirectory(parent)) {
            Path there = FileKind.existingAncestor(missing);
            return "The folder " + workspace.shown(parent) + " does not exist either; " + workspace.shown(there)
                    + (Files.isDirectory(there) ? " does." : " is a file.") + " Use glob to find the " + kind + ".";
        }
        List<String> alike = alike(names(parent), String.valueOf(missing.getFileName()));
        return alike.isEmpty()
                ? "Nothing in " + workspace.shown(parent) + " has a similar name; search for the " + kind + "."
                : "Did you mean " + String.join(", ", alike) + "?";
    }

    /** Those of the names that are near, the nearest first. */
    static List<String> alike(List<String> names, String wanted) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(name -> new Candidate(name, distance(name.toLowerCase(Locale.ROOT), lower)))
                .filter(candidate -> candidate.distance() <= Math.max(1, wanted.length() / 3))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    private static List<String> names(Path folder) {
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(Workspace.onOneLine(String.valueOf(entry.getFileName())));
                if (names.size() == MOST_NAMES) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // A hint that cannot be given is no reason to fail: the error about the missing file stands by itself.
            return List.of();
        }
        return names;
    }

    /** Edits between the two; a name that only lacks or adds an ending, or has another one, is near as well. */
    private static int distance(String name, String wanted) {
        if (stem(name).equals(stem(wanted))) {
            return Math.min(1, Math.abs(name.compareTo(wanted)));
        }
        return Nearest.distance(wanted, name);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
