package dev.lungo.permission;

import java.nio.file.Path;

/**
 * A file that a call touches.
 *
 * @param given as the call names it
 * @param named the path that this means, without dots; links are not followed
 * @param real where it leads
 */
record FileUse(String given, Path named, Path real, boolean writes) {}
