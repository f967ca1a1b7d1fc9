package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** In which state the model saw which file, so that it overwrites none that it does not know. Safe for any thread. */
final class KnownFiles {
    /** A state of a file: who writes a file changes at least one of these. */
    record State(long size, FileTime changed, Optional<Object> inode) {
        static State of(Path file) throws IOException {
            var facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new State(facts.size(), facts.lastModifiedTime(), Optional.ofNullable(facts.fileKey()));
        }
    }

    /** How much the model knows of a file. */
    enum Knowledge {
        NONE,
        OLD,
        CURRENT
    }

    /** By real path; written after each reading and writing. */
    private final Map<Path, State> seen = new ConcurrentHashMap<>();

    Knowledge of(Path file) throws IOException {
        State now = State.of(file);
        State then = seen.get(file);
        // Nothing can be lost in an empty file.
        if (now.size() == 0 || now.equals(then)) {
            return Knowledge.CURRENT;
        }
        return then == null ? Knowledge.NONE : Knowledge.OLD;
    }

    /** The model was shown the file in this state, which was taken before the file was read. */
    void read(Path file, State state) {
        seen.put(file, state);
    }

    /** The model knows no file any more. */
    void forget() {
        seen.clear();
    }

    /** The model wrote all that is in the file now. */
    void written(Path file) throws IOException {
        seen.put(file, State.of(file));
    }
}
