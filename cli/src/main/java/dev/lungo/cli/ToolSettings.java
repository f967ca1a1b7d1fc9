package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.TaskSettings;
import dev.lungo.tool.BashLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of commands and their tasks, and what they must not see.
 *
 * @param withheld names of variables that no command sees, nor any other process in {@code /proc}
 */
record ToolSettings(BashLimits limits, Set<String> withheld, TaskSettings tasks) {
    private static final Set<String> CREDENTIALS =
            Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_CUSTOM_HEADERS", "OPENAI_API_KEY");

    static ToolSettings of(Variables variables, DurableSteps steps) {
        Duration usual = duration(variables, "BASH_DEFAULT_TIMEOUT_MS", BashLimits.DEFAULT.defaultTimeout());
        Duration longest = duration(variables, "BASH_MAX_TIMEOUT_MS", BashLimits.DEFAULT.maxTimeout());
        int output = variables
                .find("BASH_MAX_OUTPUT_LENGTH")
                .map(ToolSettings::characters)
                .orElse(BashLimits.DEFAULT.maxOutput());
        Set<String> withheld = withheld(variables.environment());
        return new ToolSettings(
                new BashLimits(usual, usual.compareTo(longest) > 0 ? usual : longest, output),
                withheld,
                TaskSettings.DEFAULT
                        .withOrphanGrace(
                                duration(variables, "LUNGO_ORPHAN_GRACE_MS", TaskSettings.DEFAULT.orphanGrace()))
                        .withSteps(steps)
                        .withSecrets(withheld));
    }

    private static Set<String> withheld(Map<String, String> environment) {
        var names = new HashSet<>(CREDENTIALS);
        for (String name : environment.keySet()) {
            boolean ours = name.startsWith("LUNGO_") && soundsSecret(name.toUpperCase(Locale.ROOT));
            // Base URLs may hold a password, and nobody knows what else a provider's variables will.
            if (ours || name.startsWith("ANTHROPIC_") || name.startsWith("OPENAI_")) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean soundsSecret(String name) {
        return name.contains("KEY") || name.contains("TOKEN") || name.contains("SECRET") || name.contains("PASSWORD");
    }

    private static Duration duration(Variables variables, String name, Duration usual) {
        Optional<Found> found = variables.find(name);
        return found.isEmpty() ? usual : Duration.ofMillis(ModelSettings.milliseconds(found.get()));
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
