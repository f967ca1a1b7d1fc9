package dev.lungo.cli;

import dev.lungo.session.SavedSession;
import dev.lungo.settings.Layers;
import dev.lungo.settings.Settings;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.settings.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What counts in a folder.
 *
 * @param believesEnvFile whether base URL and headers of its {@code .env} may meet the user's own key
 */
record FolderSettings(Settings settings, boolean believesEnvFile) {
    /**
     * Reads what is written, and asks whether the folder is trusted where that matters.
     *
     * @param session that goes on, where one does
     */
    static FolderSettings of(
            TalkOptions options,
            Surroundings surroundings,
            StateFolder state,
            Variables variables,
            Optional<SavedSession> session,
            TrustQuestion question) {
        var folder = surroundings.workingFolder();
        var files = SettingsFiles.of(surroundings.environment(), folder);
        Layers layers = SettingLayers.of(files, variables, options);
        layers.warnings().forEach(surroundings::say);
        Settings all = layers.settings(_ -> true);
        var trust = new FolderTrust(state, folder);
        var provider = ModelSettings.provider(options, session, all);
        var ofEnv = new EnvFileWishes(variables);
        List<Wish> ofEnvFile = ofEnv.of(provider);
        var wishes = new ArrayList<>(layers.wishes());
        wishes.addAll(ofEnvFile);
        if (options.trust()) {
            trust.grant(wishes);
        } else {
            List<Wish> open =
                    wishes.stream().filter(wish -> !trust.grants(wish)).toList();
            if (!open.isEmpty() && question.isGranted(open, trust.isTrusted())) {
                trust.grant(wishes);
            }
        }
        if (!trust.isTrusted()) {
            ofEnv.ownServer(provider)
                    .ifPresent(server -> surroundings.say("this folder's .env has the model asked at " + server
                            + ", with a key of its own: what you say and what is read goes there. Once you trust the folder,"
                            + " --trust ends this note."));
        }
        return new FolderSettings(
                // Mostly there is nothing to grant.
                wishes.isEmpty() ? all : layers.settings(trust::grants),
                !ofEnvFile.isEmpty() && ofEnvFile.stream().allMatch(trust::grants));
    }
}
