package dev.lungo.tool;

import java.util.Set;

/** The environment variables of model providers: what no command, no child process and no listing is shown. */
public final class ProviderVariables {
    /** Those that hold a key, a token or headers. */
    public static final Set<String> CREDENTIALS =
            Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_CUSTOM_HEADERS", "OPENAI_API_KEY");

    private ProviderVariables() {}

    /** Whether a variable is a provider's: a base URL may hold a password, and nobody knows what else one of them will. */
    public static boolean has(String name) {
        return name.startsWith("ANTHROPIC_") || name.startsWith("OPENAI_");
    }
}
