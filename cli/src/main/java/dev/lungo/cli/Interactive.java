package dev.lungo.cli;

import dev.lungo.permission.Permissions;
import dev.lungo.terminal.InteractiveSession;
import dev.lungo.terminal.InteractiveTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The conversation in a terminal. */
final class Interactive {
    private final Setup setup;
    private final StateFolder state;
    private final Surroundings surroundings;

    private Interactive(Setup setup, StateFolder state, Surroundings surroundings) {
        this.setup = setup;
        this.state = state;
        this.surroundings = surroundings;
    }

    /** Serves the person until they leave; answers the exit code. */
    static int run(Setup setup, StateFolder state, Surroundings surroundings) throws InterruptedException {
        return new Interactive(setup, state, surroundings).run();
    }

    private int run() throws InterruptedException {
        var farewell = new AtomicReference<>(Optional.<String>empty());
        int code = talk(farewell);
        farewell.get().ifPresent(surroundings::print);
        return code;
    }

    /** @param farewell what to say when the terminal is as it was */
    private int talk(AtomicReference<Optional<String>> farewell) throws InterruptedException {
        boolean colour = surroundings.colour(Descriptor.OUT);
        try (var terminal = InteractiveTerminal.open(history(state), colour)) {
            var permissions = new Allowance(setup)
                    .asking(terminal.asking(setup.workingFolder()), Optional.of(new LocalRules(surroundings)));
            try (var wiring = new Wiring(setup, permissions, terminal, false)) {
                return switch (terminal.run(session(wiring, permissions))) {
                    case BY_USER -> {
                        wiring.tasksSettled();
                        farewell.set(wiring.farewell());
                        yield ExitCode.OK;
                    }
                    case TERMINAL_GONE -> {
                        wiring.tasks().leave();
                        yield LeaveSignal.HANGUP.exitCode();
                    }
                    case INTERRUPTED -> {
                        farewell.set(wiring.farewell());
                        yield leave(wiring, LeaveSignal.INTERRUPT);
                    }
                    case TERMINATED -> {
                        farewell.set(wiring.farewell());
                        yield leave(wiring, LeaveSignal.TERMINATE);
                    }
                };
            }
        }
    }

    private int leave(Wiring wiring, LeaveSignal signal) throws InterruptedException {
        wiring.stopTasks().forEach(surroundings::say);
        return signal.exitCode();
    }

    private InteractiveSession session(Wiring wiring, Permissions permissions) {
        return new InteractiveSession(
                wiring.agent(),
                wiring.inbox(),
                wiring.tasks(),
                wiring.model(),
                permissions,
                wiring.waits()::sendToBackground,
                "Lungo " + Help.VERSION + ", " + wiring.model().id() + ", " + setup.workingFolder() + " (/help, /exit)",
                setup.options().prompt(),
                wiring.past(),
                wiring::tellNotes,
                setup.sessionId(),
                wiring.rewinding(),
                setup.workingFolder());
    }

    private static Path history(StateFolder state) {
        try {
            StateFolder.create(state.root());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the state folder " + state.root(), failed);
        }
        return state.root().resolve("history");
    }
}
