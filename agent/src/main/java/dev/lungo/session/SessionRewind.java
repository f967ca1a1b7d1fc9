package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Between;
import dev.lungo.agent.Rewinding;
import dev.lungo.agent.UserPrompt;
import dev.lungo.tool.FileHistory;
import dev.lungo.tool.FileRewind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
    public void to(Point point, Scope scope, Consumer<FileRewind.Outcome> told) throws InterruptedException {
        int decided = SavedSession.read(transcript).past().lastPrompt();
        owner.between(between -> {
            // A turn may have been at work until now: what it did is part of what is taken back.
            Point now = again(point);
            List<String> leftAlone = scope.files() ? takeBack(now, between, told) : List.of();
            switch (now) {
                case Point.Prompt(var _, UserPrompt prompt, var _)
                when scope.conversation() -> {
                    var rewound = new AgentEvent.Rewound(prompt.number(), last(decided));
                    between.emit(rewound);
                    between.goOnWith(SavedSession.read(transcript).past(), rewound);
                }
                case Point.Prompt _, Point.Files _ -> {}
            }
            if (!leftAlone.isEmpty()) {
                between.leftAlone(leftAlone);
            }
        });
    }

    private Point again(Point point) {
        return points().stream()
                .filter(one -> isSame(one, point))
                .findFirst()
                .orElseThrow(() -> new SessionException("The place " + point.number() + " to go back to in "
                        + transcript + " is not there any more: somebody took it back before"));
    }

    private static boolean isSame(Point one, Point other) {
        return switch (one) {
            case Point.Prompt(var _, UserPrompt prompt, var _) ->
                other instanceof Point.Prompt(var _, UserPrompt wanted, var _) && prompt.number() == wanted.number();
            case Point.Files(int number, String time, var _) ->
                other instanceof Point.Files(int wanted, String its, var _) && number == wanted && time.equals(its);
        };
    }

    /**
     * The last prompt that goes: of those that were there when the person decided, and that the model has read. Later ones
     * were accepted, and are no part of what the person saw.
     */
    private int last(int decided) {
        SavedSession saved = SavedSession.read(transcript);
        return saved.prompts().stream()
                .filter(prompt -> !saved.past().waiting().contains(prompt))
                .mapToInt(UserPrompt::number)
                .reduce(decided, Math::max);
    }

    /** Answers the files that were left alone. */
    private List<String> takeBack(Point point, Between between, Consumer<FileRewind.Outcome> told) {
        var changed = new ArrayList<String>();
        var begun = new AtomicBoolean();
        int from = switch (point) {
            case Point.Prompt(var _, UserPrompt prompt, var _) -> prompt.number();
            case Point.Files _ -> 0;
        };
        var leftAlone = new ArrayList<String>();
        try {
            new FileRewind(history, change -> {
                        // Where nothing is changed, there is nothing to take back in turn.
                        if (!begun.getAndSet(true)) {
                            between.emit(new AgentEvent.FilesTakenBack(from));
                        }
                        between.emit(new AgentEvent.FileChanging(change, ""));
                    })
                    .takeBack(point.changes(), outcome -> {
                        if (isChange(outcome)) {
                            changed.add(outcome.file().toString());
                        } else if (!(outcome instanceof FileRewind.Outcome.Unchanged)) {
                            leftAlone.add(outcome.file().toString());
                        }
                        told.accept(outcome);
                    });
        } finally {
            // The model goes on with what it knows, and that is no longer what the files are.
            between.takenBack(changed);
        }
        return leftAlone;
    }

    private static boolean isChange(FileRewind.Outcome outcome) {
        return switch (outcome) {
            case FileRewind.Outcome.Restored _, FileRewind.Outcome.Removed _ -> true;
            case FileRewind.Outcome.Unchanged _, FileRewind.Outcome.LeftAlone _, FileRewind.Outcome.Failed _ -> false;
        };
    }
}
