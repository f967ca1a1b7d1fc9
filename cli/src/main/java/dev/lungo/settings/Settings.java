package dev.lungo.settings;

import dev.lungo.model.Prompt.Effort;
import java.util.List;
import java.util.Optional;

/**
 * What counts for a run, once files, options and environment are put together.
 *
 * @param model by name, as somebody wrote it
 * @param provider {@code anthropic} or {@code openai}
 */
public record Settings(
        PermissionSettings permissions,
        SandboxSettings sandbox,
        Optional<Chosen> model,
        Optional<Chosen> provider,
        Effort effort,
        LimitSettings limits) {
    /** What counts where nobody wrote anything. */
    public static final Settings DEFAULT = SettingsOf.merged(Merging.of(List.of(), _ -> false));
}
