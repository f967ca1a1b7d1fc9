package dev.lungo.settings;

import dev.lungo.terminal.Harmless;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where settings are read from. A project's files are those of the nearest folder with a {@code .lungo}, from the
 * working folder up to the root of its repository.
 *
 * @param user the user's own file
 * @param projectFolder the folder that has the {@code .lungo}, or would have it: the root of the repository
 * @param workingFolder its real path
 * @param home of the user
 */
public record SettingsFiles(Path user, Path projectFolder, Path workingFolder, Path home) {
    private static final String FOLDER = ".lungo";
    private static final String NAME = "settings.json";

    /**
     * The files for a folder.
     *
     * @param workingFolder its real path
     */
    public static SettingsFiles of(Map<String, String> environment, Path workingFolder) {
        Path home = BaseFolders.home(environment);
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return new SettingsFiles(
                (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".config"))
                        .resolve("lungo")
                        .resolve(NAME),
                projectFolder(workingFolder),
                workingFolder,
                home);
    }

    private static Path projectFolder(Path workingFolder) {
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FOLDER))) {
                return folder;
            }
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        return workingFolder;
    }

    public Path project() {
        return projectFolder.resolve(FOLDER).resolve(NAME);
    }

    public Path local() {
        return projectFolder.resolve(FOLDER).resolve("settings.local.json");
    }

    /**
     * What they say.
     *
     * @throws SettingsException where one of them cannot be used as it is
     */
    public Layers read() {
        return new Layers(List.of(read(Source.USER), read(Source.PROJECT), read(Source.LOCAL)));
    }

    private Layer read(Source source) {
        Path file = file(source);
        return (source == Source.USER ? SettingsText.ofUser(file) : SettingsText.within(projectFolder, file))
                .map(text -> LayerCheck.of(source, shown(file), bases(source), text))
                .orElseGet(() -> Layer.empty(source, shown(file)));
    }

    /** The file of the user, the project or the local one. */
    public Path file(Source source) {
        return switch (source) {
            case USER -> user;
            case PROJECT -> project();
            case LOCAL -> local();
            case DEFAULT, ENV_FILE, ENVIRONMENT, GIVEN, OPTION ->
                throw new IllegalArgumentException("there is no file of " + source);
        };
    }

    /** Where the paths of a source begin. */
    BaseFolders bases(Source source) {
        return new BaseFolders(source.needsTrust() ? projectFolder : workingFolder, home);
    }

    /**
     * What the value of {@code --settings} says.
     *
     * @param value a file, or the settings themselves
     * @throws SettingsException where it cannot be used
     */
    public Layer given(String value) {
        if (value.stripLeading().startsWith("{")) {
            return LayerCheck.of(Source.GIVEN, "--settings", bases(Source.GIVEN), value);
        }
        try {
            Path file = workingFolder.resolve(value);
            return LayerCheck.of(Source.GIVEN, shown(file), bases(Source.GIVEN), SettingsText.named(file));
        } catch (InvalidPathException impossible) {
            throw new SettingsException("--settings is the path of a file, or settings in braces");
        }
    }

    /** As short as people know it: from the working folder or from home on. */
    String shown(Path file) {
        return Harmless.exact(shortened(file));
    }

    private String shortened(Path file) {
        if (file.startsWith(workingFolder)) {
            return workingFolder.relativize(file).toString();
        }
        return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
    }
}
