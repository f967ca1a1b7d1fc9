package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes changes of files back, as far as nobody else has changed the files since; a change as well, and recorded as one. */
public final class FileRewind {
    private final FileHistory history;
    private final Consumer<FileChange> record;
    private final AtomicFiles files;

    /**
     * Takes back what this history knows.
     *
     * @param record told of each change before it is made; what it throws ends all
     */
    public FileRewind(FileHistory history, Consumer<FileChange> record) {
        this.history = history;
        this.record = record;
        this.files = new AtomicFiles(history);
    }

    /** What became of one file. */
    public sealed interface Outcome {
        Path file();

        /** It is what it was before the first of the changes. */
        record Restored(Path file) implements Outcome {}

        /** It was made by the first of the changes and is gone. */
        record Removed(Path file) implements Outcome {}

        /** It already was what it was before. */
        record Unchanged(Path file) implements Outcome {}

        /**
         * Somebody else changed it since, so it was left alone.
         *
         * @param kept where that lies what it was; empty where it was nothing
         */
        record LeftAlone(Path file, Optional<Path> kept) implements Outcome {}

        /** It could not be changed. */
        record Failed(Path file, String why) implements Outcome {}
    }

    /**
     * Gives each file what it was before the first of these changes.
     *
     * @param changes oldest first
     * @param told what became of each file, as soon as that is known
     */
    public void takeBack(List<FileChange> changes, Consumer<Outcome> told) {
        record Span(FileChange first, FileChange last) {}
        Map<Path, Span> spans = new LinkedHashMap<>();
        for (FileChange change : changes) {
            spans.merge(change.file(), new Span(change, change), (known, next) -> new Span(known.first(), next.last()));
        }
        for (Span span : spans.values()) {
            told.accept(takenBack(span.first(), span.last()));
        }
    }

    private Outcome takenBack(FileChange first, FileChange last) {
        Path file = first.file();
        try {
            Path folder = HeldFolder.parent(file);
            Path real = RealPath.of(folder);
            if (!real.equals(folder)) {
                // Where the change was made there was no link: somebody else put one there, who may not write where it
                // leads.
                return new Outcome.Failed(file, folder + " leads to " + real + " now; nothing was done");
            }
            FileKind kind = FileKind.of(file);
            Optional<Fingerprint> now = kind == FileKind.REGULAR ? Optional.of(Fingerprint.of(file)) : Optional.empty();
            Optional<Fingerprint> wanted = content(first);
            boolean known = kind == FileKind.REGULAR || kind == FileKind.MISSING;
            if (known && now.equals(wanted)) {
                return new Outcome.Unchanged(file);
            }
            // A change that was recorded, but not made, left the file as it was before.
            if (!known || !(now.equals(last.after()) || now.equals(content(last)))) {
                return new Outcome.LeftAlone(file, first.before().map(history::place));
            }
            history.keep(file, wanted).ifPresent(record);
            if (first.before().isEmpty()) {
                files.delete(file);
                return new Outcome.Removed(file);
            }
            HeldFolder.made(folder).close();
            files.copy(
                    history.place(first.before().get()),
                    file,
                    first.before().get().mode());
            return new Outcome.Restored(file);
        } catch (IOException failed) {
            return new Outcome.Failed(file, failed.toString());
        }
    }

    private static Optional<Fingerprint> content(FileChange change) {
        return change.before().map(FileChange.Version::content);
    }
}
