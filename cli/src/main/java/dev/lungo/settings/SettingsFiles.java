package dev.lungo.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where settings are read from. A project's files are those of the nearest folder with a {@code .lungo}, from the
 * working folder up to the root of its repository.
 */
public record SettingsFiles(Path user, Path project, Path local) {
    private static final String FOLDER = ".lungo";
    private static final String NAME = "settings.json";

    /**
     * The files for a folder.
     *
     * @param workingFolder its real path
     */
    public static SettingsFiles of(Map<String, String> environment, Path workingFolder) {
        Path folder = projectFolder(workingFolder).resolve(FOLDER);
        return new SettingsFiles(
                userFolder(environment).resolve("lungo").resolve(NAME),
                folder.resolve(NAME),
                folder.resolve("settings.local.json"));
    }

    private static Path userFolder(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        if (xdg.startsWith("/")) {
            return Path.of(xdg);
        }
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"), ".config");
    }

    private static Path projectFolder(Path workingFolder) {
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FOLDER))) {
                return folder;
            }
            if (Files.exists(folder.resolve(".git"))) {
                break;
            }
        }
        return workingFolder;
    }

    /** What they say together. */
    public Settings load() {
        return Settings.DEFAULT;
    }
}
