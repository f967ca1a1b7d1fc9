package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.model.Usage;
import dev.lungo.permission.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * The face for a person at a terminal: a line to type on, and above it what the agent does. Made first, then listens to
 * the agent that is made with it and with {@link #asking}, then {@linkplain #run runs} it.
 */
public final class InteractiveTerminal implements AgentListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** For the results of interrupted calls, which the session writes down. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Screen screen;
    private final InteractiveKeys keys;
    private final InteractiveView view;

    /** How a run ended. */
    public enum Leaving {
        /** The person left; no task of the session runs any more, or what runs on was said. */
        BY_USER,
        /** The terminal is gone. Tasks were left alone, and the program should end at once, without stopping them. */
        TERMINAL_GONE,
        /** Somebody sent SIGINT; the agent was told to leave, the caller stops the tasks. */
        INTERRUPTED,
        /** Somebody sent SIGTERM; the agent was told to leave, the caller stops the tasks. */
        TERMINATED
    }

    InteractiveTerminal(Function<Screen.Keys, Screen> screens) {
        this.keys = new InteractiveKeys();
        this.screen = screens.apply(keys);
        this.view =
                new InteractiveView(screen, new ActivityLines(), new InteractiveStatus(this::cost, System::nanoTime));
    }

    /** Keeps what the terminal needs of native code below this folder; before anything is shown. */
    public static void keepNativePart(Path state) {
        NativePart.keepIn(state);
    }

    /**
     * Takes the terminal of this process.
     *
     * @param history the file that remembers what was typed; made where it is missing
     * @param colour whether to use colour
     */
    public static InteractiveTerminal open(Path history, boolean colour) {
        return new InteractiveTerminal(keys -> TypingTerminal.open(history, colour, keys));
    }

    /** The person here, who can be asked for permission. */
    public Person asking(Path workingFolder) {
        return new AskingPerson(workingFolder, screen, view);
    }

    @Override
    public void on(AgentEvent event) {
        view.on(event);
    }

    /**
     * Serves the person until they leave or the terminal is gone. Call it once.
     *
     * @throws InterruptedException when the calling thread was interrupted; nothing was stopped
     */
    public Leaving run(InteractiveSession session) throws InterruptedException {
        var left = new CompletableFuture<Leaving>();
        var conversation = new InteractiveConversation(session, screen, view, left);
        keys.serve(conversation);
        view.print(List.of(Line.of(Tint.DIM, session.greeting())));
        view.print(InteractiveRecall.of(session.past()));
        session.notes()
                .accept(note ->
                        view.print(List.of(Line.of(Tint.WARN, "· " + note).prose())));
        conversation.begin(session.firstPrompt());
        conversation.lookAround();
        Thread agent = Thread.ofVirtual().name("agent").start(() -> serve(session, left));
        Thread typing = Thread.ofPlatform().name("typing").daemon().start(conversation::read);
        TypingTerminal.onSignal("HUP", () -> left.complete(Leaving.TERMINAL_GONE));
        if (!screen.keysAreSignals()) {
            TypingTerminal.onSignal("INT", () -> left.complete(Leaving.INTERRUPTED));
        }
        TypingTerminal.onSignal("TERM", () -> left.complete(Leaving.TERMINATED));
        Leaving how;
        try {
            how = left.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the agent failed: " + failed.getCause(), failed.getCause());
        } finally {
            screen.endReading();
            typing.join(PATIENCE); // so that the terminal is as it was; one that hangs is left behind
        }
        switch (how) {
            case BY_USER -> {
                view.leaving();
                session.agent().leave();
                agent.join();
                conversation.tellUnsent();
                conversation.settleTasks();
            }
            case INTERRUPTED, TERMINATED -> {
                session.agent().leave();
                agent.join(LAST_WORDS);
            }
            case TERMINAL_GONE -> {
                session.agent().abandon();
                agent.join(LAST_WORDS);
            }
        }
        return how;
    }

    @Override
    public void close() {
        screen.close();
    }

    private static void serve(InteractiveSession session, CompletableFuture<Leaving> left) {
        try {
            session.agent().run();
        } catch (InterruptedException | RuntimeException failure) {
            left.completeExceptionally(failure);
        }
    }

    private double cost(Usage usage) {
        return keys.conversation().map(served -> served.cost(usage)).orElse(0.0);
    }
}
