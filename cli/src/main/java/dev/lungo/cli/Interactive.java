package dev.lungo.cli;

/** The conversation in a terminal. */
final class Interactive {
    private Interactive() {}

    static int run(Setup setup, Surroundings surroundings) {
        surroundings.say("being built " + setup.sessionId());
        return ExitCode.FAILED;
    }
}
