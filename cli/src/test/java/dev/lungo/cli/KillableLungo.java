package dev.lungo.cli;

import dev.lungo.chaos.Hand;
import java.util.List;

/** The program, but for a hand of its own that kills it at the step that its environment names. */
public final class KillableLungo {
    private KillableLungo() {}

    /** Runs the command line, as the program does. */
    public static void main(String[] arguments) {
        var process = Surroundings.ofProcess();
        var killable = new Surroundings(
                process.environment(),
                process.workingFolder(),
                process.in(),
                process.out(),
                process.err(),
                Hand.of(process.environment()));
        System.exit(new Program(killable).run(List.of(arguments)));
    }
}
