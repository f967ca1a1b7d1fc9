package dev.lungo.tool;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A change of a file by Lungo itself, written down before it is made.
 *
 * @param file its real path
 * @param before what it was, kept by the {@link FileHistory}; empty where there was no file
 * @param after what it is going to hold; empty where there will be no file
 */
public record FileChange(Path file, Optional<Version> before, Optional<Fingerprint> after) {
    /**
     * What a file was at a time.
     *
     * @param mode its permissions, such as {@code 0644}
     */
    public record Version(Fingerprint content, int mode) {}
}
