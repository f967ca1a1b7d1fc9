package dev.lungo.cli;

import dev.lungo.permission.RuleFile;
import dev.lungo.settings.SettingsException;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.settings.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The user's own settings of the project, where a yes for good is written; the user saw the rule, so it counts at once. */
record LocalRules(Surroundings surroundings) implements RuleFile {
    @Override
    public Path path() {
        return SettingsFiles.of(surroundings.environment(), surroundings.workingFolder())
                .local();
    }

    @Override
    public void allow(List<String> rules) throws IOException {
        try {
            new ConfigChange(surroundings, Source.LOCAL).allow(rules);
        } catch (SettingsException | UncheckedIOException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }

    @Override
    public String note() {
        return ConfigChange.isIgnored(path())
                ? ""
                : " (for you alone, but git does not ignore it: add it to .gitignore)";
    }
}
