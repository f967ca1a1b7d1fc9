package dev.lungo.tool;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a user's and Lungo's own things are.
 *
 * @param home of the user
 * @param config Lungo's settings of the user
 * @param state what Lungo keeps of all projects
 * @param project what it keeps of this one, in a folder of its own below the state
 * @param variables that may put some of the user's elsewhere
 */
public record OwnFolders(Path home, Path config, Path state, Path project, SecretVariables variables) {
    /** Where no variable puts anything elsewhere. */
    public OwnFolders(Path home, Path config, Path state, Path project) {
        this(home, config, state, project, new SecretVariables(Map.of()));
    }
}
