package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps what files were before Lungo changed them, so that a person can take changes back. Safe for any thread. */
public interface FileHistory {
    /** Keeps nothing: no change can be taken back. */
    FileHistory NONE = new FileHistory() {
        @Override
        public Optional<FileChange> keep(Path file, Optional<Fingerprint> after) {
            return Optional.empty();
        }

        @Override
        public Path place(FileChange.Version version) {
            throw new IllegalStateException("nothing was kept of " + version);
        }
    };

    /**
     * Keeps what a file is before it is changed: on disk, for good, when this returns.
     *
     * @param file a regular file, or a path where there is nothing
     * @param after what it is going to hold; empty where it is going to be removed
     * @return the change, to be recorded before it is made; empty where nothing is kept
     * @throws NotKept where it cannot be kept: then nothing may be changed
     */
    Optional<FileChange> keep(Path file, Optional<Fingerprint> after) throws IOException;

    /** Where a version lies that was kept; its mode is not that of the file there. */
    Path place(FileChange.Version version);

    /** What a file was could not be kept, so it was not changed; the message says where and why. */
    final class NotKept extends IOException {
        private static final long serialVersionUID = 1L;

        public NotKept(String message, IOException cause) {
            super(message, cause);
        }

        public NotKept(Path place, IOException cause) {
            super(
                    "what it was before could not be saved in " + place + ": " + cause.getMessage()
                            + ". Nothing was changed. Free some disk space there, or tell the user",
                    cause);
        }
    }
}
