package dev.lungo.cli;

import dev.lungo.settings.LimitSettings;
import dev.lungo.tasks.TaskSettings;
import dev.lungo.tool.BashLimits;
import dev.lungo.tool.ProviderVariables;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The limits of commands and their tasks, and what they must not see.
 *
 * @param withheld names of variables that no command sees, nor any other process in {@code /proc}
 */
record ToolSettings(BashLimits limits, Set<String> withheld, TaskSettings tasks) {
    static ToolSettings of(LimitSettings limits, Surroundings surroundings) {
        Set<String> withheld = withheld(surroundings.environment());
        return new ToolSettings(
                new BashLimits(limits.commandTimeout(), limits.maxCommandTimeout(), limits.outputCharacters()),
                withheld,
                TaskSettings.DEFAULT
                        .withOrphanGrace(limits.orphanGrace())
                        .withSteps(surroundings.steps())
                        .withSecrets(withheld));
    }

    /** Whatever keys may be in. */
    static Set<String> withheld(Map<String, String> environment) {
        var names = new HashSet<>(ProviderVariables.CREDENTIALS);
        for (String name : environment.keySet()) {
            boolean ours = name.startsWith("LUNGO_") && soundsSecret(name.toUpperCase(Locale.ROOT));
            if (ours || ProviderVariables.has(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean soundsSecret(String name) {
        return name.contains("KEY") || name.contains("TOKEN") || name.contains("SECRET") || name.contains("PASSWORD");
    }
}
