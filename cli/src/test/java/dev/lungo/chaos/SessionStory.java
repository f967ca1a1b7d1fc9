package dev.lungo.chaos;

import dev.lungo.testing.MessagesRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One of the sessions of a round, as it looks from outside. Used by one thread. */
final class SessionStory {
    private final String id;
    private final ProjectState project;
    private final Set<String> seen = new LinkedHashSet<>();
    private Optional<MessagesRequest> last = Optional.empty();
    private boolean copy;
    private boolean inPeace;

    SessionStory(String id, ProjectState project) {
        this.id = id;
        this.project = project;
    }

    private Path transcript() {
        return project.transcript(id);
    }

    String id() {
        return id;
    }

    /** It is a copy of another. */
    void copied() {
        copy = true;
    }

    boolean isCopy() {
        return copy;
    }

    /** Whether anything was ever said in it. */
    boolean isBegun() {
        return Files.exists(transcript()) && file().isBegun();
    }

    /** Whether its last message waits for an answer. */
    boolean hasDraft() {
        return file().hasDraft();
    }

    /** Its transcript as it is now; the last line may be torn, because the writer was killed. */
    TranscriptFile file() {
        return file(true);
    }

    private TranscriptFile file(boolean torn) {
        try {
            return new TranscriptFile(transcript(), torn);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the session " + id, failed);
        }
    }

    /**
     * A life in it is over.
     *
     * @param request the last that it sent; empty where it sent none
     * @param wasPeaceful whether it asked the model and ended by itself
     */
    void lived(Optional<MessagesRequest> request, boolean wasPeaceful) {
        seen.addAll(file().prompts());
        last = request.or(() -> last);
        inPeace = wasPeaceful;
    }

    /** Whether its last life ended by itself, and told the end of each of its tasks. */
    boolean isFinished(Collection<DiskTask> tasks) {
        if (!inPeace) {
            return false;
        }
        var told = file().told();
        for (DiskTask task : tasks) {
            if (task.session().equals(id) && !(task.over() && told.containsKey(task.id()))) {
                return false;
            }
        }
        return true;
    }

    /** Compares it with what the model was told. */
    void judge(Verdict verdict, Collection<DiskTask> tasks) {
        if (last.isEmpty()) {
            verdict.must(false, "the session " + id + " never asked the model anything");
            return;
        }
        TranscriptFile file = file(false);
        file.problems().forEach(problem -> verdict.must(false, problem));
        verdict.toldOnce(id, copy, tasks, file.told(), last.get());
        verdict.promptsKept(seen, file, last.get());
    }

    int prompts() {
        return seen.size();
    }

    @Override
    public String toString() {
        return id;
    }
}
