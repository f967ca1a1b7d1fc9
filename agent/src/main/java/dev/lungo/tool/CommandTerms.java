package dev.lungo.tool;

import java.util.Set;

/**
 * How commands run.
 *
 * @param secrets names of environment variables that no command may see; those that begin with {@code ANTHROPIC_} or
 *     {@code OPENAI_} are withheld in any case
 * @param sandbox what confines them, and the file tools
 */
public record CommandTerms(BashLimits limits, Set<String> secrets, Sandbox sandbox) {
    /** The usual limits, and nothing is confined. */
    public static final CommandTerms OPEN = new CommandTerms(BashLimits.DEFAULT, Set.of(), Sandbox.OFF);

    public CommandTerms {
        secrets = Set.copyOf(secrets);
    }
}
