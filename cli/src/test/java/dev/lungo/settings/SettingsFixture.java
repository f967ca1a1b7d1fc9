package dev.lungo.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A home and a project in it, with settings files that a test writes. */
record SettingsFixture(Path home, Path project) {
    static SettingsFixture in(Path root) throws IOException {
        Path real = root.toRealPath();
        return new SettingsFixture(
                Files.createDirectories(real.resolve("home")), Files.createDirectories(real.resolve("project")));
    }

    SettingsFiles files() {
        return files(project);
    }

    SettingsFiles files(Path workingFolder) {
        return SettingsFiles.of(Map.of("HOME", home.toString()), workingFolder);
    }

    SettingsFixture user(String json) throws IOException {
        return write(files().user(), json);
    }

    SettingsFixture project(String json) throws IOException {
        return write(files().project(), json);
    }

    SettingsFixture local(String json) throws IOException {
        return write(files().local(), json);
    }

    private SettingsFixture write(Path file, String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
        return this;
    }

    /** What counts where the folder is trusted. */
    Settings trusted() {
        return files().read().settings(_ -> true);
    }

    /** What counts where it is not. */
    Settings untrusted() {
        return files().read().settings(_ -> false);
    }
}
