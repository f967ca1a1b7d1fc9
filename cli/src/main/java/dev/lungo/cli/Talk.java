package dev.lungo.cli;

import dev.lungo.terminal.InteractiveTerminal;
import dev.lungo.tool.TaskTexts;
import java.util.Optional;

/** Talks to the model, in the terminal where there is one and nobody asked for anything else. */
final class Talk {
    private Talk() {}

    static int run(TalkOptions options, Surroundings surroundings) throws InterruptedException {
        boolean interactive = !options.print() && Descriptor.IN.isTerminal() && Descriptor.OUT.isTerminal();
        StateFolder state = surroundings.state();
        state.claim(surroundings.workingFolder());
        if (interactive) {
            InteractiveTerminal.keepNativePart(state.root());
        }
        SessionChoice.Picker picker = interactive
                ? new SessionPicker(surroundings)
                : (among, _) -> {
                    throw SessionPicker.ambiguous(among);
                };
        SessionChoice session =
                SessionChoice.of(options.session(), state.sessions(surroundings.workingFolder()), picker);
        Setup setup = Setup.of(
                options,
                surroundings,
                state,
                session,
                interactive ? new TrustPrompt(surroundings) : new Distrust(surroundings::say));
        var check = SandboxCheck.begin(
                setup.settings().sandbox(), options.sandboxNetwork().isPresent());
        if (interactive) {
            check.require();
            return Interactive.run(setup, state, surroundings);
        }
        if (options.streamedInput()) {
            check.require();
            return new Headless(setup, surroundings).serve();
        }
        // first: a run that is made must be ended
        Optional<String> prompt = prompt(options, surroundings);
        if (prompt.isEmpty() && !session.goesOn()) {
            throw new UsageException(
                    "there is no prompt: give it as an argument or on stdin, or start lungo in a terminal");
        }
        check.require();
        return new Headless(setup, surroundings).run(prompt);
    }

    private static Optional<String> prompt(TalkOptions options, Surroundings surroundings) throws InterruptedException {
        String asked = options.prompt().orElse("");
        String piped = "";
        if (!Descriptor.IN.isTerminal()) {
            piped = asked.isEmpty() || !Descriptor.IN.isPipe()
                    ? Stdin.read(surroundings.in())
                    : Stdin.readIfAny(surroundings.in(), surroundings::say).orElse("");
        }
        if (asked.isEmpty() && piped.isBlank()) {
            return Optional.empty();
        }
        if (asked.isEmpty() || piped.isBlank()) {
            return Optional.of(asked + piped);
        }
        return Optional.of(asked + "\n\nFrom standard input:\n" + TaskTexts.tagless(piped));
    }
}
