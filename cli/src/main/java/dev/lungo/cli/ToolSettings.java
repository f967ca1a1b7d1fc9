package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of commands, and what they must not see.
 *
 * @param timeout that a command is waited for where the call does not say
 * @param longestTimeout that a call may ask for
 * @param outputCharacters of a result at most
 * @param withheld names of variables that no command sees
 */
record ToolSettings(Duration timeout, Duration longestTimeout, int outputCharacters, Set<String> withheld) {
    private static final Set<String> CREDENTIALS =
            Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_CUSTOM_HEADERS", "OPENAI_API_KEY");

    static ToolSettings of(Variables variables) {
        Duration longest = duration(variables, "BASH_MAX_TIMEOUT_MS", 600_000);
        Duration usual = duration(variables, "BASH_DEFAULT_TIMEOUT_MS", 120_000);
        Optional<Found> output = variables.find("BASH_MAX_OUTPUT_LENGTH");
        return new ToolSettings(
                usual,
                usual.compareTo(longest) > 0 ? usual : longest,
                output.map(ToolSettings::characters).orElse(30_000),
                withheld(variables.environment()));
    }

    private static Set<String> withheld(Map<String, String> environment) {
        var names = new HashSet<>(CREDENTIALS);
        for (String name : environment.keySet()) {
            if (name.startsWith("LUNGO_")) {
                names.add(name);
            }
        }
        return names;
    }

    private static Duration duration(Variables variables, String name, long usual) {
        return Duration.ofMillis(
                variables.find(name).map(ModelSettings::milliseconds).orElse(usual));
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
