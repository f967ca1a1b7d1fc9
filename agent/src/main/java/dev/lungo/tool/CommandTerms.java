package dev.lungo.tool;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How commands run.
 *
 * @param secrets names of environment variables that no command may see; those that begin with {@code ANTHROPIC_} or
 *     {@code OPENAI_} are withheld in any case
 * @param sandbox what confines them, and the file tools
 * @param unreadable files that tools which find files by themselves pass over
 */
public record CommandTerms(BashLimits limits, Set<String> secrets, Sandbox sandbox, Predicate<Path> unreadable) {
    /** The usual limits, and nothing is confined. */
    public static final CommandTerms OPEN = new CommandTerms(BashLimits.DEFAULT, Set.of(), Sandbox.OFF, _ -> false);

    public CommandTerms {
        secrets = Set.copyOf(secrets);
    }
}
