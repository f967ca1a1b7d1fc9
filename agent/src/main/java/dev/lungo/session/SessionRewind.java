package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Between;
import dev.lungo.agent.Rewinding;
import dev.lungo.tool.FileHistory;
import dev.lungo.tool.FileRewind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a session back by its transcript, which only grows: what is taken back is said in a record, and the conversation is
 * what its reader makes of it, so that it is the same after the next start. Files go first: whoever is cut off in between can
 * do it again.
 */
public final class SessionRewind implements Rewinding {
    private final Path transcript;
    private final FileHistory history;
    private final Owner owner;

    /** Runs work on the thread that owns the conversation, while no turn is at work. */
    @FunctionalInterface
    public interface Owner {
        /** Waits until it is done. */
        void between(Consumer<Between> work) throws InterruptedException;
    }

    public SessionRewind(Path transcript, FileHistory history, Owner owner) {
        this.transcript = transcript;
        this.history = history;
        this.owner = owner;
    }

    @Override
    public List<Point> points() {
        return RewindPoints.read(transcript);
    }

    @Override
    public List<FileRewind.Outcome> to(Point point, Scope scope) throws InterruptedException {
        var outcomes = new ArrayList<FileRewind.Outcome>();
        owner.between(between -> {
            if (scope.files()) {
                between.emit(new AgentEvent.Rewound(0, true));
                outcomes.addAll(new FileRewind(history, change -> between.emit(new AgentEvent.FileChanging(change, "")))
                        .takeBack(point.changes()));
            }
            switch (point) {
                case Point.Prompt prompt
                when scope.conversation() -> {
                    between.emit(new AgentEvent.Rewound(prompt.prompt().number(), false));
                    between.goOnWith(SavedSession.read(transcript).past());
                }
                case Point.Prompt _, Point.Files _ -> told(outcomes, between);
            }
        });
        return outcomes;
    }

    /** The model goes on with what it knows, and that is no longer what the files are. */
    private static void told(List<FileRewind.Outcome> outcomes, Between between) {
        List<String> changed = outcomes.stream()
                .filter(outcome ->
                        outcome instanceof FileRewind.Outcome.Restored || outcome instanceof FileRewind.Outcome.Removed)
                .map(outcome -> outcome.file().toString())
                .toList();
        if (!changed.isEmpty()) {
            between.remark(
                    "Automated note: the user took changes of these files back; read them again before you rely on"
                            + " them: " + String.join(", ", changed));
        }
    }
}
