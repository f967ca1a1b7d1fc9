package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The folders that file tools may touch: the working folder and the folders added to it. Immutable and safe for any
 * thread. Commands are not confined by it.
 */
public final class Workspace {
    private final Path folder;
    private final List<Path> roots;

    private Workspace(Path folder, List<Path> roots) {
        this.folder = folder;
        this.roots = roots;
    }

    /**
     * Makes a workspace of existing folders.
     *
     * @param folder the working folder, where relative paths start
     * @param added more folders that may be touched
     * @throws IOException when one of them cannot be resolved; the message names it
     */
    public static Workspace of(Path folder, List<Path> added) throws IOException {
        Path working = folder.toRealPath();
        List<Path> roots = new ArrayList<>(List.of(working));
        for (Path more : added) {
            roots.add(more.toRealPath());
        }
        return new Workspace(working, List.copyOf(roots));
    }

    /** The working folder, links resolved. */
    public Path folder() {
        return folder;
    }

    /** Every folder that may be touched, the working folder first. */
    public List<Path> roots() {
        return roots;
    }

    /**
     * The real path behind what the model wrote: relative to the working folder, {@code ~} understood, links and dots
     * resolved. It need not exist.
     *
     * @throws ToolInput.Invalid when it lies outside; the message says which folders are allowed
     */
    public Path resolve(String given) {
        return resolve(given, List.of());
    }

    /** Like {@link #resolve(String)}, with single files that may be touched as well. */
    Path resolve(String given, List<Path> alsoAllowed) {
        Path real = real(given);
        if (!contains(real) && !isOneOf(alsoAllowed, given, real)) {
            String detour = real.equals(absolute(given).normalize()) ? "" : " (it leads to " + real + ")";
            throw new ToolInput.Invalid("The path " + given + detour + " is outside the allowed folders: "
                    + roots.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ". Use a path inside them, relative paths start at the first; the user can allow more with"
                    + " --add-dir.");
        }
        return real;
    }

    /** Whether a real path lies in one of the folders. */
    public boolean contains(Path real) {
        return roots.stream().anyMatch(real::startsWith);
    }

    /**
     * The real path behind what the model wrote, wherever it lies.
     *
     * @throws ToolInput.Invalid when it is no path or cannot be resolved
     */
    public Path real(String given) {
        try {
            return RealPath.of(absolute(given));
        } catch (IOException unresolvable) {
            throw new ToolInput.Invalid("The path " + given + " cannot be resolved: " + unresolvable
                    + ". Look at it with a command such as ls -l.");
        }
    }

    /** As it is named elsewhere, or by its real path. */
    private boolean isOneOf(List<Path> files, String given, Path real) {
        return files.contains(real) || files.contains(absolute(given));
    }

    /**
     * The path as short as the model can use it: relative where it lies in the working folder. A name with a line break or
     * another control character in it stays on its line, so that it cannot pose as another name or as a note of ours.
     */
    String shown(Path real) {
        if (real.equals(folder)) {
            return ".";
        }
        return onOneLine(real.startsWith(folder) ? folder.relativize(real).toString() : real.toString());
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    /** The name as it is, but for what would break its line. */
    static String onOneLine(String path) {
        if (path.chars().noneMatch(Workspace::breaksLine)) {
            return path;
        }
        var escaped = new StringBuilder();
        path.chars()
                .forEach(c -> escaped.append(
                        breaksLine(c) ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString(c)));
        return escaped.toString();
    }

    /**
     * The path that the model wrote, relative to the working folder, links and dots as they are.
     *
     * @throws ToolInput.Invalid when it is no path
     */
    public Path absolute(String given) {
        if (given.isBlank()) {
            throw new ToolInput.Invalid("The path is empty. Send the call again with a path; . is the working folder.");
        }
        try {
            if (given.equals("~") || given.startsWith("~/")) {
                return Path.of(System.getProperty("user.home")).resolve(given.length() < 2 ? "" : given.substring(2));
            }
            return folder.resolve(given);
        } catch (InvalidPathException impossible) {
            throw new ToolInput.Invalid("Not a path: " + Facts.oneLine(given, 200) + " (" + impossible.getReason()
                    + "). Send the call again with a valid one.");
        }
    }
}
