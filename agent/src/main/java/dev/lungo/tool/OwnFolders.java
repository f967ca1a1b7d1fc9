package dev.lungo.tool;

import java.nio.file.Path;

/**
 * Where a user's and Lungo's own things are.
 *
 * @param home of the user
 * @param config Lungo's settings of the user
 * @param state what Lungo keeps of all projects
 * @param project what it keeps of this one, in a folder of its own below the state
 */
public record OwnFolders(Path home, Path config, Path state, Path project) {}
