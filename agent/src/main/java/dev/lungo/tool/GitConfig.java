package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration file of git says, with all that it includes: on whatever condition, since a command can make it true.
 *
 * @param included the files that it names, there or not
 * @param settings in their order
 */
record GitConfig(Set<Path> included, List<GitSetting> settings) {
    private static final int MOST_FILES = 100;
    private static final int LARGEST = 256 * 1024;

    /** One that is not there, or no small file, says nothing. */
    static GitConfig of(Path file, Path home) {
        var config = new GitConfig(new LinkedHashSet<>(), new ArrayList<>());
        config.read(file, home);
        return config;
    }

    private void read(Path file, Path home) {
        for (GitSetting setting : GitSetting.all(text(file))) {
            settings.add(setting);
            if (setting.isInclude() && included.size() < MOST_FILES) {
                path(setting.value(), file.resolveSibling("."), home)
                        .filter(included::add)
                        .ifPresent(more -> read(more, home));
            }
        }
    }

    /** All values of a setting that names a path: the last counts, and a command could take it away. */
    List<Path> paths(String name, Path folder, Path home) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .flatMap(setting -> path(setting.value(), folder, home).stream())
                .toList();
    }

    private static Optional<Path> path(String value, Path folder, Path home) {
        try {
            return value.isBlank()
                    ? Optional.empty()
                    : Optional.of((value.startsWith("~/") ? home.resolve(value.substring(2)) : folder.resolve(value))
                            .normalize());
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? SmallFile.text(file, LARGEST) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
