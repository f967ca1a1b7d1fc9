package dev.lungo.terminal;

import dev.lungo.agent.RecordException;
import dev.lungo.agent.Rewinding;
import dev.lungo.agent.Rewinding.Point;
import dev.lungo.agent.Rewinding.Scope;
import dev.lungo.terminal.AskQuestion.Choice;
import dev.lungo.tool.FileRewind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** {@code /rewind}: back to before which prompt, and what of it. Runs on the thread that reads the keys, the work beside. */
final class InteractiveRewind {
    private static final Choice CONVERSATION = new Choice('c', "conversation", "the conversation");
    private static final Choice FILES = new Choice('f', "files", "the files that Lungo's tools changed since");
    private static final Choice BOTH = new Choice('b', "both", "both");
    private static final Choice CANCEL = new Choice('n', "cancel", "nothing", false, true);

    private final Rewinding rewinding;
    private final Path workingFolder;
    private final Screen screen;
    private final InteractiveView view;

    InteractiveRewind(Rewinding rewinding, Path workingFolder, Screen screen, InteractiveView view) {
        this.rewinding = rewinding;
        this.workingFolder = workingFolder;
        this.screen = screen;
        this.view = view;
    }

    /** @param given a number of the list, or empty to see it */
    void begin(String given) {
        if (view.working()) {
            say(Tint.WARN, "  a turn is at work: esc interrupts it, then /rewind");
            return;
        }
        List<Point> points;
        try {
            points = rewinding.points();
        } catch (RuntimeException unreadable) {
            say(Tint.BAD, "  " + unreadable.getMessage());
            return;
        }
        if (points.isEmpty()) {
            say(Tint.DIM, "  there is no prompt to go back to");
        } else if (given.isEmpty()) {
            var rows = points.stream()
                    .map(point -> new AskRows.Row(point.number(), RewindText.of(point)))
                    .toList();
            screen.ask(AskQuestion.ofRows(
                    "Back to before which prompt?",
                    new AskRows(rows),
                    number -> picked(points.get(number - 1)),
                    () -> {}));
        } else {
            Optional<Point> point = points.stream()
                    .filter(one -> Integer.toString(one.number()).equals(given))
                    .findFirst();
            point.ifPresentOrElse(
                    this::picked, () -> say(Tint.WARN, "  there is no prompt " + given + "; /rewind lists them"));
        }
    }

    private void picked(Point point) {
        List<Choice> choices = switch (point) {
            case Point.Prompt _ ->
                point.files() == 0 ? List.of(CONVERSATION, CANCEL) : List.of(CONVERSATION, FILES, BOTH, CANCEL);
            case Point.Files _ -> List.of(FILES, CANCEL);
        };
        screen.ask(AskQuestion.expected(
                "Back to before: " + RewindText.name(point) + ". Take what back? (" + RewindText.LIMITS + ")",
                choices,
                answer -> {
                    if (answer.key() == CANCEL.key()) {
                        say(Tint.DIM, "  nothing was taken back");
                        return;
                    }
                    Scope scope = answer.key() == FILES.key()
                            ? Scope.FILES
                            : answer.key() == BOTH.key() ? Scope.BOTH : Scope.CONVERSATION;
                    Thread.ofVirtual().name("rewind").start(() -> rewind(point, scope));
                }));
    }

    private void rewind(Point point, Scope scope) {
        try {
            var lines = new ArrayList<Line>();
            rewinding.to(point, scope, this::tell);
            if (scope.files() && point.changes().isEmpty()) {
                lines.add(Line.of(Tint.DIM, "  Lungo's tools changed no file since"));
            }
            if (scope.conversation() && point instanceof Point.Prompt prompt) {
                lines.add(Line.of(Tint.GOOD, "✔ the conversation is back where it was before: ")
                        .and(Tint.PLAIN, RewindText.name(point)));
                screen.fill(prompt.prompt().text());
            }
            view.print(lines);
        } catch (RecordException notWritten) {
            say(Tint.BAD, "  not taken back, or not all of it: " + notWritten.getMessage());
        } catch (InterruptedException | CancellationException leaving) {
            say(Tint.WARN, "  nothing was taken back: the session is being left");
        } catch (RuntimeException failure) {
            say(Tint.BAD, "  not taken back, or not all of it: " + failure.getMessage());
        }
    }

    private void tell(FileRewind.Outcome outcome) {
        boolean done = switch (outcome) {
            case FileRewind.Outcome.Restored _, FileRewind.Outcome.Removed _, FileRewind.Outcome.Unchanged _ -> true;
            case FileRewind.Outcome.LeftAlone _, FileRewind.Outcome.Failed _ -> false;
        };
        say(done ? Tint.PLAIN : Tint.WARN, "  " + RewindText.of(outcome, workingFolder));
    }

    private void say(Tint tint, String text) {
        view.print(List.of(Line.of(tint, text).prose()));
    }
}
