package dev.lungo.cli;

import java.util.List;

/** The program, but for a hand of its own that kills it at the step that {@code CHAOS_KILL} names. */
public final class KillableLungo {
    private KillableLungo() {}

    /** Runs the command line, as the program does. */
    public static void main(String[] arguments) {
        System.exit(new Program(Surroundings.ofProcess()).run(List.of(arguments)));
    }
}
