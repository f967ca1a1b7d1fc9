package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What the light sandbox allows. Landlock only ever adds: whatever is allowed to a folder is allowed to all below it. So a
 * hidden path is one beside which everything is allowed that is there at the start, up to the root.
 */
record LightRules(RealPaths paths, TaskFolder folder) {
    private static final Path ROOT = Path.of("/");

    /** Disks, memory, keyboards and terminals of others are read through what is in it. */
    private static final Path DEVICES = Path.of("/dev");

    private static final List<String> HARMLESS_DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");

    private static final long READ = Landlock.READ_FILE | Landlock.EXECUTE;
    private static final long WRITE = Landlock.WRITE_FILE
            | Landlock.TRUNCATE
            | Landlock.REFER
            | Landlock.REMOVE_DIR
            | Landlock.REMOVE_FILE
            | Landlock.MAKE_DIR
            | Landlock.MAKE_REG
            | Landlock.MAKE_SYM
            | Landlock.MAKE_SOCK
            | Landlock.MAKE_FIFO;
    private static final long USE = READ | Landlock.WRITE_FILE | Landlock.TRUNCATE | Landlock.IOCTL_DEV;

    /** @throws TaskException for what Landlock cannot express */
    void giveTo(Landlock rules) {
        for (var path : paths.hidden()) {
            paths.writableAbove(path).ifPresent(tree -> {
                throw new TaskException("the light sandbox cannot hide " + path + ", which lies in " + tree
                        + ", where the command may write: use the strong one");
            });
        }
        // Of names; else no folder above a hidden one could be listed.
        rules.allow(ROOT, true, Landlock.READ_DIR);
        allowReading(ROOT, rules);
        for (var device : HARMLESS_DEVICES) {
            rules.allow(DEVICES.resolve(device), false, USE);
        }
        for (var tree : paths.writable()) {
            if (!rules.allow(tree, Files.isDirectory(tree), READ | WRITE)) {
                throw RealPaths.exchanged(tree, "writable");
            }
        }
        rules.allow(folder.temporary(), true, READ | WRITE);
        rules.allow(folder.commandFile(), false, READ);
    }

    private void allowReading(Path folder, Landlock rules) {
        List<Path> entries;
        try {
            entries = PrivateFiles.list(folder, "*");
        } catch (IOException closed) {
            // Nothing that this user cannot list needs to be allowed to be hidden.
            return;
        }
        for (var entry : entries) {
            if (isHidden(entry)) {
                continue;
            }
            var isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            if (isFolder && leadsToHidden(entry)) {
                allowReading(entry, rules);
            } else if (!Files.isSymbolicLink(entry)) {
                rules.allow(entry, isFolder, READ);
            }
        }
    }

    private boolean isHidden(Path path) {
        return path.equals(DEVICES) || paths.hidden().contains(path);
    }

    private boolean leadsToHidden(Path path) {
        return paths.hidden().stream().anyMatch(hidden -> hidden.startsWith(path));
    }
}
