package dev.lungo.permission;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of files as {@code .gitignore} files write them: without a slash it fits a name at any depth, else a path from
 * the project's root; {@code **} stands for any folders, and what fits a folder fits everything below it.
 *
 * @param anchor where the pattern begins
 * @param names the pattern between its slashes
 */
record FilePattern(Anchor anchor, List<NamePattern> names) {
    /** Where a pattern begins. */
    enum Anchor {
        /** {@code //path}: at the root of the file system. */
        ROOT,
        /** {@code ~/path}: in the home folder. */
        HOME,
        /** {@code /path}, {@code ./path} and whatever has a slash inside: in the project. */
        PROJECT,
        /** A single name: anywhere. */
        ANYWHERE
    }

    private static final NamePattern FOLDERS = new NamePattern("**");

    FilePattern {
        names = List.copyOf(names);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static FilePattern parse(String text) {
        Anchor anchor = Anchor.ANYWHERE;
        String rest = text;
        if (text.startsWith("//")) {
            anchor = Anchor.ROOT;
            rest = text.substring(2);
        } else if (text.equals("~") || text.startsWith("~/")) {
            anchor = Anchor.HOME;
            rest = text.substring(Math.min(2, text.length()));
        } else if (text.startsWith("/") || text.startsWith("./")) {
            anchor = Anchor.PROJECT;
            rest = text.substring(text.indexOf('/') + 1);
        } else if (text.startsWith("!")) {
            throw new IllegalArgumentException("the pattern '" + text + "' begins with !: write a rule that denies");
        }
        List<NamePattern> names = new ArrayList<>();
        for (String name : rest.split("/", -1)) {
            if (name.equals("..")) {
                throw new IllegalArgumentException(
                        "the pattern '" + text + "' has .. in it: write the path it means, //absolute or ~/…");
            }
            boolean again =
                    name.equals("**") && !names.isEmpty() && names.getLast().equals(FOLDERS);
            if (!name.isEmpty() && !name.equals(".") && !again) {
                names.add(new NamePattern(name));
            }
        }
        if (anchor == Anchor.ANYWHERE && (names.size() != 1 || names.contains(FOLDERS))) {
            anchor = Anchor.PROJECT;
        }
        return new FilePattern(anchor, names);
    }

    /** Whether a path without dots fits. */
    boolean matches(Path path, Path project, Path home) {
        return switch (anchor) {
            case ROOT -> fits(path);
            case HOME -> path.startsWith(home) && fits(home.relativize(path));
            case PROJECT -> path.startsWith(project) && fits(project.relativize(path));
            case ANYWHERE -> anyName(path.startsWith(project) ? project.relativize(path) : path);
        };
    }

    private boolean anyName(Path path) {
        for (Path name : path) {
            if (names.getFirst().matches(name.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Which prefixes of the pattern fit the names so far, name by name; a whole pattern that fits covers what is below. */
    private boolean fits(Path relative) {
        boolean[] reached = new boolean[names.size() + 1];
        reached[0] = true;
        pass(reached);
        if (reached[names.size()]) {
            return true;
        }
        for (Path name : relative) {
            boolean[] next = new boolean[names.size() + 1];
            for (int at = 0; at < names.size(); at++) {
                boolean folders = names.get(at).equals(FOLDERS);
                boolean last = at == names.size() - 1;
                next[at] |= reached[at] && folders;
                next[at + 1] |= reached[at] && (folders ? last : names.get(at).matches(name.toString()));
            }
            pass(next);
            if (next[names.size()]) {
                return true;
            }
            reached = next;
        }
        return false;
    }

    /** {@code **} also stands for no folder, except at the end, where it means what is below. */
    private void pass(boolean[] reached) {
        for (int at = 0; at < names.size(); at++) {
            boolean folders = names.get(at).equals(FOLDERS);
            boolean last = at == names.size() - 1;
            reached[at + 1] |= reached[at] && folders && (!last || names.size() == 1);
        }
    }
}
