package dev.lungo.cli;

import dev.lungo.model.Connection;
import dev.lungo.settings.Settings;
import dev.lungo.settings.SettingsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is settled before a conversation begins.
 *
 * @param session a new one, or the one that goes on
 * @param workingFolder its real path
 * @param tasksFolder of the project
 */
record Setup(
        SessionChoice session,
        Path workingFolder,
        List<Path> addedFolders,
        Path tasksFolder,
        Connection connection,
        ToolSettings toolSettings,
        Settings settings,
        TalkOptions options) {

    /**
     * Settles it from options, environment and files; what is odd is said on stderr.
     *
     * @throws UsageException where something is missing or makes no sense
     */
    static Setup of(TalkOptions options, Surroundings surroundings, SessionChoice session) {
        Path folder = surroundings.workingFolder();
        StateFolder state = surroundings.state();
        DotEnv file = DotEnv.in(folder);
        file.complaints().forEach(surroundings::say);
        if (options.trust()) {
            state.trusted().add(folder);
        }
        boolean trusted = !file.values().isEmpty() && state.trusted().contains(folder);
        var variables = new Variables(surroundings.environment(), file);
        return new Setup(
                session,
                folder,
                options.addedFolders().stream()
                        .map(added -> existing(folder, added))
                        .toList(),
                state.tasks(folder),
                new ModelSettings(variables, trusted, surroundings::say).connection(options, session.saved()),
                ToolSettings.of(variables, surroundings.steps()),
                SettingsFiles.of(surroundings.environment(), folder).load(),
                options);
    }

    String sessionId() {
        return session.id();
    }

    private static Path existing(Path workingFolder, Path added) {
        try {
            Path real = workingFolder.resolve(added).toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException absent) {
            // said below
        }
        throw new UsageException("--add-dir " + added + ": there is no such folder");
    }
}
