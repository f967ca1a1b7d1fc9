package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.cli.Variables.Origin;
import dev.lungo.settings.Key;
import dev.lungo.settings.Layer;
import dev.lungo.settings.Layers;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.settings.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that settings are taken from: files, {@code --settings}, variables, options. */
final class SettingLayers {
    private static final Map<String, Key> MILLISECONDS = Map.of(
            "BASH_DEFAULT_TIMEOUT_MS", Key.COMMAND_TIMEOUT,
            "BASH_MAX_TIMEOUT_MS", Key.MAX_COMMAND_TIMEOUT,
            "LUNGO_STREAM_SILENCE_MS", Key.STREAM_SILENCE,
            "LUNGO_ORPHAN_GRACE_MS", Key.ORPHAN_GRACE);

    private static final String CHARACTERS = "BASH_MAX_OUTPUT_LENGTH";

    private SettingLayers() {}

    /**
     * Reads them all.
     *
     * @throws dev.lungo.settings.SettingsException where a file cannot be used
     * @throws UsageException where a variable makes no sense
     */
    static Layers of(SettingsFiles files, Variables variables, TalkOptions options) {
        Layers layers = files.read();
        if (options.settings().isPresent()) {
            layers = layers.with(files.given(options.settings().get()));
        }
        return layers.with(of(variables, Origin.FILE, files))
                .with(of(variables, Origin.ENVIRONMENT, files))
                .with(of(options, files));
    }

    private static Layer of(TalkOptions options, SettingsFiles files) {
        var layer = Layer.from(Source.OPTION, "an option", files);
        options.effort()
                .ifPresent(effort -> layer.text(Key.EFFORT, effort.name().toLowerCase(Locale.ROOT)));
        options.sandbox()
                .ifPresent(mode -> layer.text(Key.SANDBOX_MODE, mode.name().toLowerCase(Locale.ROOT)));
        options.sandboxNetwork().ifPresent(network -> {
            if (network.equals("none") || network.equals("all")) {
                layer.text(Key.NETWORK, network);
            } else {
                layer.texts(Key.NETWORK, List.of(network.split("[, ]+")));
            }
        });
        options.maxTurns().ifPresent(turns -> layer.number(Key.MAX_TURNS, turns));
        options.maxBudget().ifPresent(dollars -> layer.number(Key.MAX_BUDGET, dollars));
        options.backgroundWait().ifPresent(wait -> {
            if (wait.equals(TalkOptions.NO_LIMIT)) {
                layer.text(Key.BACKGROUND_WAIT, "none");
            } else {
                layer.number(Key.BACKGROUND_WAIT, wait.toMillis() / 1000.0);
            }
        });
        return layer.layer();
    }

    /** The limits that variables set, of one source of them. */
    static Layer of(Variables variables, Origin from, SettingsFiles files) {
        Source source = source(from);
        var layer = Layer.from(source, source.spelling(), files);
        MILLISECONDS.forEach((name, key) -> variables
                .find(name)
                .filter(found -> found.origin() == from)
                .ifPresent(found -> layer.number(key, milliseconds(found) / 1000.0)));
        variables
                .find(CHARACTERS)
                .filter(found -> found.origin() == from)
                .ifPresent(found -> layer.number(Key.OUTPUT_CHARACTERS, characters(found)));
        return layer.layer();
    }

    /** The model that a variable names. */
    static Layer model(Found found, SettingsFiles files) {
        Source source = source(found.origin());
        String where = switch (found.origin()) {
            case ENVIRONMENT -> found.name();
            case FILE -> source.spelling();
        };
        return Layer.from(source, where, files).text(Key.MODEL, found.value()).layer();
    }

    private static Source source(Origin origin) {
        return switch (origin) {
            case ENVIRONMENT -> Source.ENVIRONMENT;
            case FILE -> Source.ENV_FILE;
        };
    }

    /** A whole number of milliseconds from 1 on; more than ten years are as good as ten. */
    private static long milliseconds(Found found) {
        try {
            long number = Long.parseLong(found.value());
            if (number > 0) {
                return Math.min(number, TalkOptions.NO_LIMIT.toMillis());
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException(found.name() + " is a number of milliseconds from 1 on, not '" + found.value() + "'");
    }

    /** Too little would hide every error, too much would fill the context. */
    private static int characters(Found found) {
        try {
            return Math.clamp(Long.parseLong(found.value()), 1_000, 150_000);
        } catch (NumberFormatException notANumber) {
            throw new UsageException(found.name() + " is a number of characters, not '" + found.value() + "'");
        }
    }
}
