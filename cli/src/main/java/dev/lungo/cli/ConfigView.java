package dev.lungo.cli;

import dev.lungo.model.Json;
import dev.lungo.settings.Key;
import dev.lungo.settings.Layers;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.settings.Source;
import dev.lungo.settings.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows what counts, and where it comes from.
 *
 * @param given the value of {@code --settings}
 */
record ConfigView(Surroundings surroundings, Optional<String> given, boolean json) {
    private static final int VALUE_WIDTH = 34;

    /**
     * Prints one setting's value, or all of them; answers the exit code.
     *
     * @param key empty for all
     */
    int print(Optional<Key> key) {
        SettingsFiles files = SettingsFiles.of(surroundings.environment(), surroundings.workingFolder());
        Layers layers = layers(files);
        layers.warnings().forEach(surroundings::say);
        var trust = new FolderTrust(surroundings.state(), surroundings.workingFolder());
        List<Layers.Entry> entries = Arrays.stream(Key.values())
                .filter(one -> key.isEmpty() || key.get() == one)
                .flatMap(one -> layers.entries(one, trust::grants).stream())
                .toList();
        if (json) {
            entries.forEach(entry -> surroundings.print(line(entry)));
        } else if (key.isPresent()) {
            // Hosts are one value of one file, unlike other lists; none has a comma in its name.
            entries.forEach(entry -> surroundings.print(
                    entry.key() == Key.NETWORK ? entry.value().replace(", ", "\n") : entry.value()));
        } else {
            surroundings.print(table(entries, files));
        }
        List<Wish> refused =
                layers.wishes().stream().filter(wish -> !trust.grants(wish)).toList();
        if (!refused.isEmpty()) {
            surroundings.say(TrustPrompt.line(refused, trust.isTrusted()));
        }
        if (key.isPresent() && entries.isEmpty()) {
            surroundings.say(key.get().spelling() + " is not set");
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }

    private Layers layers(SettingsFiles files) {
        var variables = new Variables(surroundings.environment(), DotEnv.in(surroundings.workingFolder()));
        var options = TalkOptions.of(CommandLine.parse(
                given.map(value -> List.of("--settings=" + value)).orElse(List.of())));
        Layers layers = SettingLayers.of(files, variables, options);
        var provider = ModelSettings.provider(options, Optional.empty(), layers.settings(_ -> false));
        return ModelSettings.modelVariable(variables, provider)
                .map(found -> layers.with(SettingLayers.model(found, files)))
                .orElse(layers);
    }

    private String table(List<Layers.Entry> entries, SettingsFiles files) {
        int width = Arrays.stream(Key.values())
                .mapToInt(key -> key.spelling().length())
                .max()
                .orElse(0);
        var lines = new ArrayList<String>();
        for (Key key : Key.values()) {
            String name = key.spelling();
            List<Layers.Entry> own =
                    entries.stream().filter(entry -> entry.key() == key).toList();
            if (own.isEmpty()) {
                lines.add(name);
            }
            for (Layers.Entry entry : own) {
                lines.add(padded(name, width) + "  "
                        + (entry.source() == Source.DEFAULT
                                ? entry.value() + " (default)"
                                : padded(entry.value(), VALUE_WIDTH) + "  " + entry.where()));
                name = "";
            }
        }
        lines.add("");
        lines.add("files");
        for (Source source : List.of(Source.USER, Source.PROJECT, Source.LOCAL)) {
            Path file = files.file(source);
            lines.add("  " + padded(source.spelling(), 9) + file + (Files.exists(file) ? "" : " (not there)"));
        }
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String line(Layers.Entry entry) {
        return Json.line(Json.object()
                .put("key", entry.key().spelling())
                .put("value", entry.value())
                .put("source", entry.source().spelling())
                .put("where", entry.where()));
    }
}
