package dev.lungo.settings;

import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRules;
import java.nio.file.Path;
import java.util.List;

/**
 * What the agent may do without asking, and what never.
 *
 * @param mode to begin with
 * @param rules of every source together, each with where it is written
 * @param additionalDirectories where it may work on files besides the working folder; absolute, perhaps not there
 */
public record PermissionSettings(PermissionMode mode, PermissionRules rules, List<Path> additionalDirectories) {
    public static final PermissionSettings DEFAULT =
            new PermissionSettings(PermissionMode.DEFAULT, PermissionRules.NONE, List.of());

    public PermissionSettings {
        additionalDirectories = List.copyOf(additionalDirectories);
    }
}
