package dev.lungo.terminal;

import dev.lungo.agent.RecordException;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Usage;
import dev.lungo.terminal.InteractiveTerminal.Leaving;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Does what the person types. Everything here but {@link #begin} and {@link #settleTasks} runs on the thread that reads the
 * keys; where Ctrl+C is a signal, {@link #cancel} runs on the thread that hears it.
 */
final class InteractiveConversation {
    /** Between two Ctrl+C that mean to leave. */
    private static final long TWICE = Duration.ofSeconds(2).toNanos();

    /** A line that is one of these words leaves. */
    private static final List<String> LEAVE = List.of("exit", "quit", "q");

    private final InteractiveSession session;
    private final Screen screen;
    private final InteractiveView view;
    private final InteractiveLeaving leaving;
    private final InteractiveMode mode;
    private final InteractiveCommands commands;
    private final CompletableFuture<Leaving> left;
    // Written by the one thread that runs cancel.
    private volatile long leavingUntil = System.nanoTime();

    InteractiveConversation(
            InteractiveSession session, Screen screen, InteractiveView view, CompletableFuture<Leaving> left) {
        this.session = session;
        this.screen = screen;
        this.view = view;
        this.leaving = new InteractiveLeaving(session.tasks(), InstantSource.system(), view::print);
        this.mode = new InteractiveMode(session.permissions(), view);
        this.commands = new InteractiveCommands(
                view,
                new InteractiveTasks(
                        session.tasks(), session.sessionId(), InstantSource.system(), session.agent()::adopted),
                new InteractiveRewind(session.rewinding(), session.workingFolder(), screen, view),
                mode,
                this::leave);
        this.left = left;
    }

    /** @param prompt that the program was started with */
    void begin(Optional<String> prompt) {
        mode.begin();
        prompt.ifPresent(this::begin);
    }

    private void begin(String prompt) {
        view.print(echo(prompt.strip()));
        submit(prompt);
    }

    private void submit(String prompt) {
        try {
            session.inbox().submit(prompt);
        } catch (RecordException notWritten) {
            view.print(List.of(
                    Line.of(Tint.BAD, "✘ not sent: " + notWritten.getMessage()).prose()));
        }
    }

    /** Tells what other sessions left, when it is known; nobody waits for it. */
    void lookAround() {
        Thread.ofVirtual().name("look around").start(() -> {
            try {
                List<Line> lines =
                        InteractiveOthers.lines(session.tasks(), session.sessionId(), InstantSource.system());
                if (!lines.isEmpty()) {
                    view.print(lines);
                }
                session.tasks().tidy();
            } catch (InterruptedException | RuntimeException failure) {
                view.print(
                        List.of(Line.of(Tint.DIM, "· what other sessions left is not known: " + failure.getMessage())));
            }
        });
    }

    /** Reads until the person leaves or the terminal is gone. */
    void read() {
        try {
            while (!left.isDone()) {
                switch (screen.read()) {
                    case Screen.Typed.Text(String text) -> typed(text);
                    case Screen.Typed.End _ -> {
                        if (!left.isDone()) { // else it is we who ended the reading
                            leave();
                        }
                    }
                    case Screen.Typed.Gone _ -> left.complete(Leaving.TERMINAL_GONE);
                }
            }
        } catch (RuntimeException | Error failure) {
            left.completeExceptionally(failure);
        }
    }

    /** Escape. What was typed ahead is not sent either: it goes back to the line. */
    void interrupt() {
        if (view.working()) {
            view.interrupting();
            try {
                session.agent().withdraw(this::putBack);
            } catch (RecordException notWritten) {
                view.print(List.of(Line.of(
                                Tint.BAD,
                                "✘ what was typed ahead is sent when the session is resumed: "
                                        + notWritten.getMessage())
                        .prose()));
            }
            session.agent().interrupt();
        }
    }

    private void putBack(List<UserPrompt> prompts) {
        screen.putBack(prompts.stream().map(UserPrompt::text).collect(Collectors.joining("\n")));
    }

    /** Ctrl+C on an empty line. */
    void cancel() {
        if (view.working()) {
            interrupt();
        } else if (System.nanoTime() < leavingUntil) {
            leave();
        } else {
            leavingUntil = System.nanoTime() + TWICE;
            view.print(List.of(Line.of(Tint.DIM, "· press Ctrl+C again to leave")));
        }
    }

    /** Ctrl+B. */
    void toBackground() {
        session.toBackground().run();
    }

    /** Shift+Tab. */
    void nextMode() {
        mode.next();
    }

    double cost(Usage usage) {
        return session.model().capabilities().cost(usage);
    }

    /** Says what becomes of prompts that were not sent. */
    void tellUnsent() {
        int unsent = session.inbox().waitingPrompts();
        if (unsent > 0) {
            view.print(List.of(Line.of(
                    Tint.WARN,
                    unsent == 1
                            ? "· 1 prompt was not sent; it is when you go on with this session"
                            : "· " + unsent + " prompts were not sent; they are when you go on with this session")));
        }
    }

    /** Stops or keeps what is still there, as the person wanted, and says what came of it. */
    void settleTasks() throws InterruptedException {
        leaving.settle();
    }

    private void typed(String text) {
        String line = text.strip();
        if (line.isEmpty()) {
            return;
        }
        String word = line.split("\\s", 2)[0];
        boolean command = word.matches("/[a-zA-Z]*") || LEAVE.contains(line);
        view.echo(!command && view.working() ? queued(line) : echo(line));
        if (LEAVE.contains(line)) {
            leave();
        } else if (command) {
            commands.run(word, line.substring(word.length()).strip());
        } else {
            submit(text);
        }
    }

    private void leave() {
        Remaining remaining = leaving.remaining();
        if (remaining.isHarmless()) {
            reallyLeave();
        } else {
            view.print(leaving.listed(remaining));
            screen.ask(leaving.question(remaining, this::reallyLeave));
        }
    }

    private void reallyLeave() {
        left.complete(Leaving.BY_USER);
        screen.endReading();
    }

    /** One that waits until the turn at work is over. */
    private static List<Line> queued(String text) {
        List<Line> lines = echo(text);
        lines.set(lines.size() - 1, lines.getLast().and(Tint.DIM, " (queued)"));
        return lines;
    }

    /** A prompt as it stands above what follows it. */
    static List<Line> echo(String text) {
        var lines = new ArrayList<Line>(List.of(Line.EMPTY));
        String mark = TypingReader.PROMPT;
        for (String line : text.split("\n", -1)) {
            lines.add(Line.of(Tint.ACCENT, mark).and(Tint.BOLD, line));
            mark = "  ";
        }
        return lines;
    }
}
