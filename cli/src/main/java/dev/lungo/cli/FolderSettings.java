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
 * @param believesEnvFile whether all that its {@code .env} says of the model and its server counts, and not the key alone
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
        List<Wish> ofEnvFile = ofEnvFile(variables, provider, files);
        var wishes = new ArrayList<>(layers.wishes());
        wishes.addAll(ofEnvFile);
        if (options.trust()) {
            trust.grant(wishes, wishes);
        } else {
            List<Wish> open =
                    wishes.stream().filter(wish -> !trust.grants(wish)).toList();
            List<Wish> more = open.isEmpty() ? open : question.granted(open, trust.isTrusted());
            if (!more.isEmpty()) {
                trust.grant(more, wishes);
            }
        }
        return new FolderSettings(
                // Mostly there is nothing to grant.
                wishes.isEmpty() ? all : layers.settings(trust::grants),
                !ofEnvFile.isEmpty() && ofEnvFile.stream().allMatch(trust::grants));
    }

    /** What its {@code .env} says of the model and of whom to ask for it. */
    static List<Wish> ofEnvFile(Variables variables, TalkOptions.Provider provider, SettingsFiles files) {
        var wishes = new ArrayList<>(new EnvFileWishes(variables).of(provider));
        ModelSettings.modelVariable(variables, provider)
                .map(found -> new Layers(List.of(SettingLayers.model(found, files))))
                .ifPresent(layer -> wishes.addAll(layer.wishes()));
        return wishes;
    }
}
