package dev.lungo.cli;

import dev.lungo.model.Connection;
import dev.lungo.settings.Settings;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.tool.OwnFolders;
import dev.lungo.tool.RealPath;
import dev.lungo.tool.SecretVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is settled before a conversation begins.
 *
 * @param session a new one, or the one that goes on
 * @param workingFolder its real path
 * @param tasksFolder of the project
 * @param folders where the user's and Lungo's own things are, links resolved
 */
record Setup(
        SessionChoice session,
        Path workingFolder,
        List<Path> addedFolders,
        Path tasksFolder,
        OwnFolders folders,
        Connection connection,
        ToolSettings toolSettings,
        Settings settings,
        TalkOptions options) {

    /**
     * Settles it from options, environment and files; what is odd is said on stderr.
     *
     * @param state looked at before
     * @param question asked where the folder's own settings count only if it is trusted
     * @throws UsageException where something is missing or makes no sense
     */
    static Setup of(
            TalkOptions options,
            Surroundings surroundings,
            StateFolder state,
            SessionChoice session,
            TrustQuestion question) {
        Path folder = surroundings.workingFolder();
        DotEnv file = DotEnv.in(folder);
        file.complaints().forEach(surroundings::say);
        var variables = new Variables(surroundings.environment(), file);
        var ofFolder = FolderSettings.of(options, surroundings, state, variables, session.saved(), question);
        Settings settings = ofFolder.settings();
        return new Setup(
                session,
                folder,
                addedFolders(folder, options, settings, surroundings),
                state.tasks(folder),
                folders(surroundings, state),
                new ModelSettings(variables, ofFolder.believesEnvFile(), settings, surroundings::say)
                        .connection(options, session.saved()),
                ToolSettings.of(settings.limits(), surroundings),
                settings,
                options);
    }

    String sessionId() {
        return session.id();
    }

    /** Those of options must be there; those of files may be on another machine. */
    private static List<Path> addedFolders(
            Path folder, TalkOptions options, Settings settings, Surroundings surroundings) {
        List<Path> added = options.addedFolders().stream()
                .map(one -> existing(folder, one))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Path one : settings.permissions().additionalDirectories()) {
            if (Files.isDirectory(one)) {
                added.add(existing(folder, one));
            } else {
                surroundings.say("permissions.additionalDirectories: there is no folder " + one + "; it is left out");
            }
        }
        return added.stream().distinct().toList();
    }

    private static OwnFolders folders(Surroundings surroundings, StateFolder state) {
        Path folder = surroundings.workingFolder();
        SettingsFiles files = SettingsFiles.of(surroundings.environment(), folder);
        Path root = real(state.root());
        return new OwnFolders(
                real(files.home()),
                real(files.user().resolveSibling(".").normalize()),
                root,
                root.resolve(state.root().relativize(state.project(folder))),
                new SecretVariables(surroundings.environment()));
    }

    private static Path real(Path folder) {
        try {
            return RealPath.of(folder.toAbsolutePath());
        } catch (IOException unresolvable) {
            throw new UncheckedIOException("cannot resolve " + folder, unresolvable);
        }
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
