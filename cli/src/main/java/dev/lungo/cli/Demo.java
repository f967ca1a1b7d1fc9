package dev.lungo.cli;

/** The offline demonstration. */
record Demo(Surroundings surroundings, boolean fast) {
    int run() {
        surroundings.say("being built");
        return ExitCode.FAILED;
    }
}
