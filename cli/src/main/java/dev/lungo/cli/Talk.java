package dev.lungo.cli;

/** Talks to the model, in the terminal where there is one and nobody asked for anything else. */
final class Talk {
    private Talk() {}

    static int run(TalkOptions options, Surroundings surroundings) throws InterruptedException {
        boolean interactive = !options.print() && Descriptor.IN.isTerminal() && Descriptor.OUT.isTerminal();
        if (interactive) {
            return Interactive.run(Setup.of(options, surroundings), surroundings);
        }
        if (options.streamedInput()) {
            return new Headless(Setup.of(options, surroundings), surroundings).serve();
        }
        Setup setup = Setup.of(options, surroundings);
        String prompt = prompt(options, surroundings); // first: a run that is made must be ended
        return new Headless(setup, surroundings).run(prompt);
    }

    private static String prompt(TalkOptions options, Surroundings surroundings) throws InterruptedException {
        String asked = options.prompt().orElse("");
        String piped = "";
        if (!Descriptor.IN.isTerminal()) {
            piped = asked.isEmpty() || !Descriptor.IN.isPipe()
                    ? Stdin.read(surroundings.in())
                    : Stdin.readIfAny(surroundings.in(), surroundings::say).orElse("");
        }
        if (asked.isEmpty() && piped.isBlank()) {
            throw new UsageException(
                    "there is no prompt: give it as an argument or on stdin, or start lungo in a terminal");
        }
        if (asked.isEmpty() || piped.isBlank()) {
            return asked + piped;
        }
        return asked + "\n\nFrom standard input:\n" + piped;
    }
}
